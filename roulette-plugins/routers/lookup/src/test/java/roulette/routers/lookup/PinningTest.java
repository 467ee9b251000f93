package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Waiting calls do not pin their carrier threads: many more calls than carriers wait at the same time. */
@Timeout(60)
final class PinningTest {
    /** There is a carrier for each processor. H2 has at most 255 transactions at the same time. */
    private static final int CALLS = 200;

    private final CountDownLatch release = new CountDownLatch(1);
    private final CountDownLatch inDatabase = new CountDownLatch(CALLS);
    private final AtomicInteger forwarded = new AtomicInteger();
    private final List<Thread> clients = new ArrayList<>();
    private Memories database;

    @BeforeEach
    void open() throws SQLException {
        database = Memories.withRoutes();
    }

    @AfterEach
    void close() throws SQLException {
        database.close();
    }

    private LookupRouter withPool(int size) throws SQLException {
        return Routers.with(database.settings()
                + Counting.sql(database, "host", host -> {
                    inDatabase.countDown();
                    await(release);
                    return host + ":1";
                })
                + "timeout = \"1m\"\npool = " + size);
    }

    @Test
    void callsThatWaitForAnAnswerDoNotPinCarriers() throws Exception {
        assertThat(Runtime.getRuntime().availableProcessors()).isLessThan(CALLS);
        try (LookupRouter router = withPool(CALLS)) {
            start(router);
            inDatabase.await();
            finish();
        }
    }

    @Test
    void callsThatWaitForAConnectionDoNotPinCarriers() throws Exception {
        try (LookupRouter router = withPool(1)) {
            start(router);
            for (Thread client : clients) {
                Until.waits(client);
            }
            Thread.ofVirtual().start(release::countDown).join();
            finish();
        }
    }

    private void start(LookupRouter router) {
        for (int i = 0; i < CALLS; i++) {
            String host = "h" + i;
            clients.add(Thread.ofVirtual().start(() -> {
                try {
                    forwarded.addAndGet(Routers.targets(router, host).size());
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
    }

    private void finish() throws InterruptedException {
        release.countDown();
        for (Thread client : clients) {
            client.join();
        }
        assertThat(forwarded).hasValue(CALLS);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
