package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Each outage begins once and ends once, and always ends when the database can be reached, under any race. */
@Timeout(60)
final class CircuitBreakerTest {
    private static final int THREADS = 16;

    private final AtomicInteger outages = new AtomicInteger();

    private CircuitBreaker breaker(CircuitBreaker.Attempt attempt) {
        return new CircuitBreaker(attempt, outages::incrementAndGet, Duration.ofSeconds(20));
    }

    private static void inParallel(Runnable work) throws InterruptedException {
        CountDownLatch start = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    start.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
                work.run();
            }));
        }
        start.countDown();
        for (Thread each : threads) {
            each.join();
        }
    }

    @Test
    void manyReportsOfOneFailureStartOneOutage() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger attempts = new AtomicInteger();
        try (CircuitBreaker circuit = breaker(() -> {
            attempts.incrementAndGet();
            await(release);
        })) {
            inParallel(() -> circuit.failed(0, "test"));
            assertThat(outages).hasValue(1);
            assertThat(circuit.period()).isEqualTo(1);
            assertThat(attempts).as("one at a time").hasValueLessThanOrEqualTo(1);

            release.countDown();
            Until.holds(() -> circuit.period() != 1);
            assertThat(circuit.period()).isEqualTo(2);
        }
    }

    @Test
    void aLateReportDoesNotEndALaterPeriod() throws Exception {
        try (CircuitBreaker circuit = breaker(() -> {})) {
            circuit.failed(0, "test");
            Until.holds(() -> circuit.period() == 2);
            circuit.failed(0, "late");
            circuit.failed(1, "late");

            assertThat(circuit.period()).isEqualTo(2);
            assertThat(outages).hasValue(1);
        }
    }

    @Test
    void aFailedAttemptStartsAnOutage() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        try (CircuitBreaker circuit = breaker(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new SQLException("test");
            }
        })) {
            circuit.probe();
            Until.holds(() -> circuit.period() == 2);
            assertThat(outages).hasValue(1);
        }
    }

    @Test
    void everyOutageIsCountedAndEndsUnderRaces() throws Exception {
        try (CircuitBreaker circuit = breaker(() -> {})) {
            inParallel(() -> {
                for (int i = 0; i < 2000; i++) {
                    if (ThreadLocalRandom.current().nextBoolean()) {
                        circuit.failed(circuit.period(), "test");
                    } else {
                        circuit.probe();
                    }
                }
            });
            Until.holds(() -> CircuitBreaker.works(circuit.period()));

            assertThat(circuit.period()).isEqualTo(2 * outages.get());
        }
    }

    @Test
    void aClosedBreakerMakesNoAttempt() {
        AtomicInteger attempts = new AtomicInteger();
        CircuitBreaker circuit = breaker(attempts::incrementAndGet);
        circuit.close();
        circuit.failed(0, "test");
        circuit.probe();

        assertThat(attempts).hasValue(0);
        assertThat(circuit.period()).isZero();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
