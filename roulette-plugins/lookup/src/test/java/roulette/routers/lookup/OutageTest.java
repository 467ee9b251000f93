package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import roulette.api.Decision;
import roulette.api.Target;

/** A database that is slow, goes away and comes back. */
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
        return Routers.with("""
                url = "jdbc:h2:tcp://localhost:%d/./routes"
                init = "routes.sql"
                timeout = "1s"
                sql = "select target from routes where host = {host}"
                %s
                """.formatted(port, more), ticks, folder);
    }

    @Test
    void withoutADatabaseAClientIsRefusedAndNotSentToTheDefault() throws Exception {
        try (LookupRouter router = with("cache-time = \"0\"\ndefault = \"10.0.0.9:80\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();

            assertThat(Routers.refusal(Routers.ask(router, "a.example")))
                    .isEqualTo("HTTP/1.1 503 Service Unavailable|the database can't be asked");
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
            assertThat(Routers.because(Routers.ask(router, "new.example"))).isEqualTo("the database can't be asked");
            ticks.pass(Duration.ofHours(1));
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be asked");
        }
    }

    @Test
    void withoutStaleAnswersNoneIsUsed() throws Exception {
        try (LookupRouter router = with("")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();
            assertThat(Routers.targets(router, "a.example"))
                    .as("still fresh, so nobody asks")
                    .isEqualTo(ROW);
            ticks.pass(Duration.ofSeconds(30));

            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be asked");
        }
    }

    @Test
    void aDatabaseThatComesBackIsAskedAgain() throws Exception {
        try (LookupRouter router = with("cache-time = \"0\"\nstale = \"1h\"")) {
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
            server.stop();
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("stale by 0 s");
            server = server();

            while (!Routers.because(Routers.ask(router, "a.example")).isEmpty()) {
                ticks.pass(Duration.ofMillis(100));
                Thread.yield();
            }
            assertThat(Routers.targets(router, "a.example")).isEqualTo(ROW);
        }
    }

    @Test
    void aDatabaseThatIsDownStopsNobodyFromStartingAndIsAskedWhenItIsUp() throws Exception {
        server.stop();
        try (LookupRouter router = with("")) {
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be asked");
            server = server();

            while (Routers.targets(router, "a.example").isEmpty()) {
                ticks.pass(Duration.ofMillis(100));
                Thread.yield();
            }
            assertThat(Routers.targets(router, "a.example"))
                    .as("the script was run by then")
                    .isEqualTo(ROW);
        }
    }

    @Test
    void onceItIsDownClientsDoNotWaitForIt() throws Exception {
        try (LookupRouter router = with("cache-time = \"0\"")) {
            Routers.ask(router, "a.example");
            server.stop();
            while (!Routers.because(Routers.ask(router, "a.example")).equals("the database can't be asked")) {
                Thread.yield();
            }
            Routers.ask(router, "b.example");
            long before = System.nanoTime();
            for (int i = 0; i < 100; i++) {
                assertThat(Routers.because(Routers.ask(router, "h" + i))).isEqualTo("the database can't be asked");
            }

            assertThat(Duration.ofNanos(System.nanoTime() - before))
                    .as("100 clients of a second each would take 100 s")
                    .isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void aQuestionThatTakesTooLongIsGivenUp() throws Exception {
        try (Memories database = Memories.withRoutes().route("a.example", "10.0.0.1:80");
                Connection holder = database.another();
                Statement statement = holder.createStatement();
                LookupRouter router = Routers.with(
                        database.settings()
                                + "timeout = \"1s\"\nsql = \"select target from routes where host = {host} for update\"",
                        ticks)) {
            holder.setAutoCommit(false);
            statement.execute("select target from routes where host = 'a.example' for update");

            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be asked");
            assertThat(Routers.because(Routers.ask(router, "b.example")))
                    .as("others are answered meanwhile")
                    .isEqualTo("no row");
            holder.rollback();
            while (Routers.targets(router, "a.example").isEmpty()) {
                Thread.yield();
            }
        }
    }

    @Test
    void aServerThatNeverAnswersDoesNotHoldTheStart() throws Exception {
        try (ServerSocket mute = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                LookupRouter router = Routers.with("url = \"jdbc:postgresql://localhost:" + mute.getLocalPort()
                        + "/routes\"\ntimeout = \"250ms\"\nsql = \"select target from routes where host = {host}\"")) {
            assertThat(Routers.because(Routers.ask(router, "a.example"))).isEqualTo("the database can't be asked");
        }
    }
}
