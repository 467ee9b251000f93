package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.h2.tools.Server;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Decision;
import roulette.api.Target;

/** A database that is slow, fails and recovers. */
@Timeout(60)
final class OutageTest {
    private static final List<Target> ROW = List.of(Target.of("10.0.0.1", 80));

    private final Ticks ticks = new Ticks();

    @TempDir
    private Path folder;

    private Server server;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = 0;
        server = server();
        port = server.getPort();
        Files.writeString(folder.resolve("routes.sql"), """
                create table if not exists routes (host varchar primary key, target varchar);
                merge into routes values ('a.example', '10.0.0.1:80');
                """);
    }

    private Server server() throws SQLException {
        return Server.createTcpServer("-tcpPort", Integer.toString(port), "-ifNotExists", "-baseDir", folder.toString())
                .start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private LookupRouter with(String more) {
        return at(port, "timeout = \"20s\"\n" + more);
    }

    private LookupRouter at(int database, String more) {
        return Routers.with("""
                url = "jdbc:h2:tcp://localhost:%d/./routes"
                init = "routes.sql"
                sql = "select target from routes where host = {host}"
                %s
                """.formatted(database, more), ticks, folder);
    }

    @Test
    void withoutADatabaseAClientIsRefusedInsteadOfUsingTheDefault() throws Exception {
        try (LookupRouter router = with("cache-time = \"0\"\ndefault = \"10.0.0.9:80\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();

            assertThat(Routers.refusal(Routers.ask(router, "a.example")))
                    .isEqualTo("HTTP/1.1 503 Service Unavailable|the database can't be queried");
        }
    }

    @Test
    void aStaleAnswerIsUsedUpToItsAge() throws Exception {
        try (LookupRouter router = with("stale = \"1h\"\ndefault = \"10.0.0.9:80\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            assertThat(Routers.because(Routers.ask(router, "unknown.example"))).isEqualTo("no row: default");
            server.stop();
            ticks.pass(Duration.ofSeconds(40));

            Decision stale = Routers.ask(router, "a.example");
            assertThat(stale)
                    .isInstanceOfSatisfying(
                            Decision.Forward.class,
                            forward -> assertThat(forward.targets()).isEqualTo(ROW));
            assertThat(Routers.because(stale)).isEqualTo("stale by 40 s");
            assertThat(Routers.because(Routers.ask(router, "unknown.example"))).isEqualTo("no row: default");
            assertThat(Routers.because(Routers.ask(router, "new.example"))).isEqualTo("the database can't be queried");
            ticks.pass(Duration.ofHours(1));
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
        }
    }

    @Test
    void withoutStaleAnswersNoneIsUsed() throws Exception {
        try (LookupRouter router = with("")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();
            assertThat(Routers.targets(router, "a.example"))
                    .as("still fresh, so not queried")
                    .isEqualTo(ROW);
            ticks.pass(Duration.ofSeconds(30));

            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
        }
    }

    @Test
    void aRecoveredDatabaseIsQueriedAgain() throws Exception {
        try (LookupRouter router = with("cache-time = \"0\"\nstale = \"1h\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("stale by 0 s");
            server = server();

            Until.holds(() -> Routers.because(Routers.ask(router, "a.example")).isEmpty());
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
        }
    }

    @Test
    void anUnreachableDatabaseDoesNotPreventStartupAndIsQueriedLater() throws Exception {
        server.stop();
        try (LookupRouter router = with("")) {
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
            server = server();

            Until.holds(() -> !Routers.targets(router, "a.example").isEmpty());
            assertThat(Routers.targets(router, "a.example"))
                    .as("the script was run")
                    .isEqualTo(ROW);
        }
    }

    @Test
    void onlyTheFirstClientWaitsForAnUnresponsiveDatabase() throws Exception {
        try (Freezer freezer = new Freezer(port);
                LookupRouter router = at(freezer.port(), "cache-time = \"0\"\ntimeout = \"3s\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            freezer.freeze();
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
            long before = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                ticks.pass(Duration.ofSeconds(5));
                assertThat(Routers.because(Routers.ask(router, "h" + i))).isEqualTo("the database can't be queried");
            }

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("if one client in ten waited it would take 30 s")
                    .isLessThan(Duration.ofSeconds(20));
        }
    }

    @Test
    void waitingClientsAreReleasedWhenAnOutageBegins() throws Exception {
        try (Freezer freezer = new Freezer(port);
                LookupRouter router = at(freezer.port(), "cache-time = \"0\"\ntimeout = \"1m\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            freezer.freeze();
            Set<String> reasons = ConcurrentHashMap.newKeySet();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                clients.add(asking(router, "h" + i, reasons));
            }
            for (Thread client : clients) {
                Until.waits(client);
            }
            // The next connection is refused, which is detected before the minute is over.
            freezer.close();
            server.stop();
            clients.add(asking(router, "another", reasons));
            for (Thread client : clients) {
                client.join();
            }

            assertThat(reasons).containsExactly("the database can't be queried");
        }
    }

    private static Thread asking(LookupRouter router, String host, Set<String> reasons) {
        return Thread.ofVirtual().start(() -> {
            try {
                reasons.add(Routers.because(Routers.ask(router, host)));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Test
    void anUnresponsiveDatabaseIsRetriedInTheBackgroundWithoutPoolConnections() throws Exception {
        try (Freezer freezer = new Freezer(port);
                LookupRouter router = at(freezer.port(), "cache-time = \"0\"\ntimeout = \"3s\"\npool = 1")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            freezer.freeze();
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
            int before = freezer.accepted();
            Until.holds(() -> freezer.accepted() >= before + 2);
            freezer.thaw();

            Until.holds(() -> Routers.targets(router, "a.example").equals(ROW));
        }
    }

    @Test
    void outagesMayHaveTheirOwnDefault() throws Exception {
        String settings =
                "stale = \"1h\"\ndefault = \"10.0.0.9:80\"\noutage-default = [\"10.0.0.8:80\", \"10.0.0.7:80\"]";
        try (LookupRouter router = with(settings)) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            assertThat(Routers.targets(router, "b.example")).containsExactly(Target.of("10.0.0.9", 80));
            server.stop();
            ticks.pass(Duration.ofSeconds(40));

            assertThat(Routers.targets(router, "c.example"))
                    .containsExactly(Target.of("10.0.0.8", 80), Target.of("10.0.0.7", 80));
            assertThat(Routers.because(Routers.ask(router, "d.example")))
                    .isEqualTo("the database can't be queried: outage-default");
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("stale by 40 s");
        }
    }

    @Test
    void aBusyPoolIsNotAnOutage() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch busy = new CountDownLatch(2);
        try (Memories database = Memories.withRoutes();
                LookupRouter router = Routers.with(
                        database.settings()
                                + Counting.sql(database, "host", host -> slow(host, busy, release))
                                + "pool = 2\ntimeout = \"6s\"\ncache-time = \"0\"",
                        ticks)) {
            Set<String> reasons = ConcurrentHashMap.newKeySet();
            List<Thread> clients = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                clients.add(asking(router, "slow" + i, reasons));
            }
            busy.await();
            for (int i = 0; i < 24; i++) {
                clients.add(asking(router, "h" + i, reasons));
            }
            for (Thread client : clients) {
                client.join();
            }
            assertThat(reasons).containsExactly("all connections to the database are in use");
            release.countDown();

            assertThat(Routers.targets(router, "next")).containsExactly(Target.of("next", 1));
        }
    }

    private static String slow(@Nullable String sent, CountDownLatch begun, CountDownLatch release) {
        String host = String.valueOf(sent);
        if (host.startsWith("slow")) {
            begun.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return host + ":1";
    }

    @Test
    void aSlowQueryTimesOut() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        try (Memories database = Memories.withRoutes();
                LookupRouter router = Routers.with(
                        database.settings()
                                + Counting.sql(database, "host", host -> slow(host, begun, release))
                                + "timeout = \"6s\"",
                        ticks)) {
            assertThat(Routers.because(Routers.ask(router, "slow"))).isEqualTo("the database has not answered in time");
            assertThat(Routers.targets(router, "b"))
                    .as("other clients are answered meanwhile")
                    .containsExactly(Target.of("b", 1));
            release.countDown();
            assertThat(Routers.targets(router, "slow")).containsExactly(Target.of("slow", 1));
        }
    }

    @Test
    void anUnresponsiveServerDoesNotBlockStartup() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LookupRouter router = Routers.with("url = \"jdbc:postgresql://localhost:" + mute.getLocalPort()
                        + "/routes\"\ntimeout = \"250ms\"\nsql = \"select target from routes where host = {host}\"")) {
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be queried");
        }
    }
}
