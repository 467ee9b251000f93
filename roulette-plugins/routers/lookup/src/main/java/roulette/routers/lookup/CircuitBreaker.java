package roulette.routers.lookup;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * CircuitBreaker breaker: during an outage no client waits for the database. A background thread tries to reach it once a
 * second and ends the outage. Thread-safe.
 *
 * <p>Working periods and outages alternate and are numbered; even numbers are working periods. A failure is reported
 * with the period in which its attempt began, so a late report never ends a later period.
 */
final class CircuitBreaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreaker.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);

    /** Up to this number, hanging attempts do not prevent further ones. */
    private static final int MOST_ATTEMPTS = 8;

    /** An attempt to reach the database. */
    interface Attempt {
        void make() throws SQLException;
    }

    private final Attempt attempt;
    private final Runnable whenOutageBegins;
    private final Duration timeout;
    private final AtomicInteger period = new AtomicInteger();
    private final AtomicLong answers = new AtomicLong();
    private final AtomicBoolean probing = new AtomicBoolean();
    private final AtomicInteger attempts = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * @param whenOutageBegins called by the thread that reported the failure
     * @param timeout how long to wait for an attempt before starting another
     */
    CircuitBreaker(Attempt attempt, Runnable whenOutageBegins, Duration timeout) {
        this.attempt = attempt;
        this.whenOutageBegins = whenOutageBegins;
        this.timeout = timeout;
    }

    /** The current period. */
    int period() {
        return period.get();
    }

    /** Whether the database can be queried in this period. */
    static boolean works(int period) {
        return (period & 1) == 0;
    }

    /** The number of answers so far: each shows that the database can be reached. */
    long answers() {
        return answers.get();
    }

    void answered() {
        answers.incrementAndGet();
    }

    /** For a database that could not be reached at startup, which was already logged. */
    void beginWithOutage() {
        if (period.compareAndSet(0, 1)) {
            probe();
        }
    }

    /** The database can't be reached: starts an outage, unless the period of the attempt is over. */
    void failed(int during, String reason) {
        if (isClosed()) {
            return;
        }
        if (works(during) && period.compareAndSet(during, during + 1)) {
            // Not rate-limited: an outage lasts at least a second, until the next attempt.
            LOG.warn(
                    "lookup: the database can't be reached, retrying every {} s: {}",
                    PAUSE.toSeconds(),
                    Failures.brief(reason));
            whenOutageBegins.run();
        }
        if (!works(period.get())) {
            probe();
        }
    }

    /** Starts background attempts, unless they are running. */
    void probe() {
        if (isClosed() || !probing.compareAndSet(false, true)) {
            return;
        }
        boolean started = false;
        try {
            Thread.ofVirtual().name("lookup-probe").start(this::probeUntilReached);
            started = true;
        } finally {
            if (!started) {
                probing.set(false);
            }
        }
    }

    private void probeUntilReached() {
        try {
            do {
                attemptForAWhile();
            } while (!works(period.get()) && !closed.await(PAUSE.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            probing.set(false);
        }
        if (!works(period.get())) {
            // An outage that began after the last check found this thread still running.
            probe();
        }
    }

    private void attemptForAWhile() throws InterruptedException {
        if (attempts.get() >= MOST_ATTEMPTS) {
            return;
        }
        int during = period.get();
        attempts.incrementAndGet();
        // On its own thread: not every driver has a connect timeout.
        Thread thread = Thread.ofVirtual().name("lookup-attempt").unstarted(() -> attempt(during));
        boolean started = false;
        try {
            thread.start();
            started = true;
        } finally {
            if (!started) {
                attempts.decrementAndGet();
            }
        }
        thread.join(timeout);
    }

    private void attempt(int during) {
        try {
            attempt.make();
            answered();
            // However long it took: the database was reached just now.
            int now = period.get();
            if (!works(now) && period.compareAndSet(now, now + 1)) {
                LOG.info("lookup: the database can be reached again");
            }
        } catch (SQLException e) {
            failed(during, Failures.text(e));
        } catch (RuntimeException | Error e) {
            failed(during, e.toString());
        } finally {
            attempts.decrementAndGet();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Stops the background attempts. */
    @Override
    public void close() {
        closed.countDown();
    }
}
