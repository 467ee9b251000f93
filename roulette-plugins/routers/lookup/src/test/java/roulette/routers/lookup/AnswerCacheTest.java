package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.api.Target;
import roulette.testkit.TestOpening;

/** What is cached, for how long, and how often the database is queried. */
@Timeout(60)
final class AnswerCacheTest {
    private static final Duration MOMENT = Duration.ofMillis(1);

    private final Ticks ticks = new Ticks();
    private final AtomicInteger queries = new AtomicInteger();
    private Memories database;
    private @Nullable LookupRouter router;

    @BeforeEach
    void open() throws SQLException {
        database = Memories.withRoutes();
    }

    @AfterEach
    void close() throws SQLException {
        if (router != null) {
            router.close();
        }
        database.close();
    }

    private LookupRouter with(String settings) {
        router = Routers.with(database.settings() + settings, ticks);
        return router;
    }

    /** A database that counts its queries, and answers with the requested host and the count. */
    private LookupRouter counting(String settings) throws SQLException {
        return with(Counting.sql(database, "host", host -> host + ":" + queries.incrementAndGet()) + settings);
    }

    @Test
    void anAnswerIsCachedForItsLifetime() throws Exception {
        LookupRouter own = counting("cache-time = \"30s\"");

        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 1));
        ticks.pass(Duration.ofSeconds(30).minus(MOMENT));
        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 1));
        ticks.pass(MOMENT);
        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 2));
    }

    @Test
    void everyHostHasItsOwnAnswer() throws Exception {
        LookupRouter own = counting("");

        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 1));
        assertThat(Routers.targets(own, "b")).containsExactly(Target.of("b", 2));
        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 1));
    }

    @Test
    void aLifetimeOfZeroDisablesTheCache() throws Exception {
        LookupRouter own = counting("cache-time = \"0\"");

        Routers.ask(own, "a");
        Routers.ask(own, "a");
        assertThat(queries).hasValue(2);
    }

    @Test
    void aSizeOfZeroDisablesTheCache() throws Exception {
        LookupRouter own = counting("cache-size = 0");

        Routers.ask(own, "a");
        Routers.ask(own, "a");
        assertThat(queries).hasValue(2);
    }

    @Test
    void theCacheSizeIsLimited() throws Exception {
        LookupRouter own = with(
                Counting.sql(database, "http.header.x", _ -> "a:" + queries.incrementAndGet()) + "cache-size = 65536");
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < 200; i++) {
                own.route(TestOpening.of("GET / HTTP/1.1\r\nHost: a\r\nX: " + i + "x".repeat(900) + "\r\n\r\n"));
            }
        }

        assertThat(queries.get()).as("64 KiB are no more than 72 texts of 900").isBetween(200 + 200 - 72, 399);
    }

    @Test
    void longTextsAreNotCached() throws Exception {
        LookupRouter own = with(Counting.sql(database, "http.header.x", _ -> "a:" + queries.incrementAndGet()));
        String sent = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(1001) + "\r\n\r\n";

        own.route(TestOpening.of(sent));
        own.route(TestOpening.of(sent));
        assertThat(queries).hasValue(2);
    }

    @Test
    void aMissingRowIsCachedForAShorterTime() throws Exception {
        LookupRouter own = with("sql = \"select target from routes where host = {host}\"");

        assertThat(Routers.targets(own, "a.example")).isEmpty();
        database.route("a.example", "10.0.0.1:80");
        ticks.pass(Duration.ofSeconds(5).minus(MOMENT));
        assertThat(Routers.targets(own, "a.example")).isEmpty();
        ticks.pass(MOMENT);
        assertThat(Routers.targets(own, "a.example")).containsExactly(Target.of("10.0.0.1", 80));
    }

    @Test
    void concurrentRequestsForOneKeyShareOneQuery() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        LookupRouter own = with(Counting.sql(database, "host", host -> {
                    queries.incrementAndGet();
                    await(answer);
                    return host + ":1";
                })
                + "timeout = \"1m\"\ncache-time = \"0\"");
        List<Thread> clients = new ArrayList<>();
        Set<List<Target>> seen = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 50; i++) {
            clients.add(Thread.ofVirtual().start(() -> {
                try {
                    seen.add(Routers.targets(own, "a"));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }));
        }
        for (Thread client : clients) {
            Until.waits(client);
        }
        answer.countDown();
        for (Thread client : clients) {
            client.join();
        }

        assertThat(queries).hasValue(1);
        assertThat(seen).containsExactly(List.of(Target.of("a", 1)));
    }

    @Test
    void aClientThatGivesUpDoesNotCancelTheSharedQuery() throws Exception {
        CountDownLatch answer = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        LookupRouter own = with(Counting.sql(database, "host", host -> {
                    queries.incrementAndGet();
                    begun.countDown();
                    await(answer);
                    return host + ":1";
                })
                + "timeout = \"1m\"");
        CountDownLatch interrupted = new CountDownLatch(1);
        Thread impatient = Thread.ofVirtual().start(() -> {
            try {
                Routers.ask(own, "a");
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        begun.await();
        impatient.interrupt();
        interrupted.await();
        answer.countDown();

        assertThat(Routers.targets(own, "a")).containsExactly(Target.of("a", 1));
        assertThat(queries).hasValue(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("a client's deadline reached the database", e);
        }
    }
}
