package roulette.routers.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

/** The decisions for answers of the database. */
final class DecisionTest {
    private Memories database;
    private LookupRouter router;

    @BeforeEach
    void open() throws SQLException {
        database = Memories.withRoutes().route("a.example", "10.0.0.1:80").route("b.example", "[2001:db8::2]:81");
        router = Routers.with(database.byHost());
    }

    @AfterEach
    void close() throws SQLException {
        router.close();
        database.close();
    }

    private LookupRouter with(String more) {
        router.close();
        router = Routers.with(database.settings() + more);
        return router;
    }

    @Test
    void aClientGoesToTheTargetOfItsRow() {
        RouterCheck.of(router).clientSends(Routers.get("a.example")).forwardsTo("10.0.0.1:80");
        RouterCheck.of(router).clientSends(Routers.get("B.example:8080")).forwardsTo("[2001:db8::2]:81");
    }

    @Test
    void withoutARowAClientIsRefusedInItsProtocol() throws InterruptedException {
        RouterCheck.of(router).clientSends(Routers.get("c.example")).rejects();

        assertThat(Routers.refusal(Routers.ask(router, "c.example"))).isEqualTo("HTTP/1.1 404 Not Found|no row");
    }

    /** For the access line. */
    @Test
    void everyDecisionNamesWhatTheClientAskedFor() throws InterruptedException {
        assertThat(Routers.ask(router, "a.example").labels()).isEqualTo(Map.of("host", "a.example", "path", "/"));
        assertThat(Routers.ask(router, "c.example").labels()).isEqualTo(Map.of("host", "c.example", "path", "/"));
        assertThat(Routers.ask(router, "a\nb").labels()).isEmpty();
    }

    @Test
    void withoutARowAClientGoesToTheDefault() throws InterruptedException {
        with("sql = \"select target from routes where host = {host}\"\ndefault = [\"10.0.0.9:80\", \"10.0.0.8:80\"]");

        RouterCheck.of(router).clientSends(Routers.get("c.example")).forwardsTo("10.0.0.9:80", "10.0.0.8:80");
        assertThat(Routers.because(Routers.ask(router, "c.example"))).isEqualTo("no row: default");
    }

    @Test
    void furtherRowsAreTriedInOrder() {
        with("sql = \"select target from routes where host = {host} or host = 'b.example' order by host\"");

        RouterCheck.of(router).clientSends(Routers.get("a.example")).forwardsTo("10.0.0.1:80", "[2001:db8::2]:81");
    }

    @Test
    void hostAndPortMayBeColumns() {
        with("sql = \"select 5 as weight, 443 as Port, '2001:db8::' || 7 as HOST where {host} = 'a.example'\"");

        RouterCheck.of(router).clientSends(Routers.get("a.example")).forwardsTo("[2001:db8::7]:443");
    }

    @Test
    void aRowWithoutAValidTargetIsSkipped() throws Exception {
        database.run("insert into routes values ('bad.example', 'no port', 0), ('null.example', null, 0)");
        with("sql = \"select target from routes where host like {host} order by host desc\"");

        assertThat(Routers.targets(router, "%.example"))
                .as("two valid rows of four")
                .isEmpty();
        assertThat(Routers.refusal(Routers.ask(router, "bad.example")))
                .isEqualTo("HTTP/1.1 503 Service Unavailable|no row has a valid target");
        assertThat(Routers.refusal(Routers.ask(router, "null.example"))).endsWith("|no row has a valid target");

        with("sql = \"select target from routes where {host} = 'all' order by host\"");
        assertThat(Routers.targets(router, "all"))
                .containsExactly(Target.of("10.0.0.1", 80), Target.of("2001:db8::2", 81));
    }

    @Test
    void atMostSixteenRowsAreRead() throws InterruptedException {
        with("sql = \"select 'h' || x || ':1' from system_range(1, 100) where {host} = 'a' order by x\"");

        assertThat(Routers.targets(router, "a")).hasSize(16);
    }

    @Test
    void anAbsentFactIsNull() {
        with(
                "sql = \"select 'null.example:1' where {tls.sni} is null and {http.header.x-no} is null and {host} = 'a'\"");

        RouterCheck.of(router).clientSends(Routers.get("a")).forwardsTo("null.example:1");
    }

    @Test
    void withoutAFactFromItsBytesAClientNeedNotSend() throws InterruptedException {
        with("sql = \"select 'n.example:1' where 50000 = {client.port}\"");

        assertThat(router.needsBytes()).isFalse();
        assertThat(router.route(TestOpening.empty())).isEqualTo(Decision.forward("n.example", 1));
        assertThat(router.timedOut(TestOpening.empty())).isEqualTo(Decision.forward("n.example", 1));
    }

    @Test
    void aValueOfTheWrongTypeHasNoRow() throws InterruptedException {
        with("sql = \"select 'n.example:1' where cast({host} as int) = 7\"");

        assertThat(Routers.targets(router, "7")).containsExactly(Target.of("n.example", 1));
        assertThat(Routers.because(Routers.ask(router, "seven"))).isEqualTo("no row");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x' or '1'='1",
                "x'; drop table routes; --",
                "x\\' or 1=1 --",
                "a.example'--",
                "{host}",
                "?",
                "'||(select target from routes)||'"
            })
    void clientInputIsNeverSql(String input) throws Exception {
        with("sql = \"select target from routes where host = {http.header.x-tenant}\"");
        Decision decision =
                router.route(TestOpening.of("GET / HTTP/1.1\r\nHost: a.example\r\nX-Tenant: " + input + "\r\n\r\n"));

        assertThat(Routers.because(decision)).isEqualTo("no row");
        try (Statement statement = database.connection().createStatement();
                ResultSet count = statement.executeQuery("select count(*) from routes")) {
            assertThat(count.next()).isTrue();
            assertThat(count.getInt(1)).isEqualTo(2);
        }
    }

    @Test
    void anIncompleteRequestNeedsMoreBytes() {
        RouterCheck.of(router).clientSends("GET / HTTP/1.1\r\nHost: a.exam").needsMore();
    }

    @Test
    void aClientThatEndsWithAnIncompleteRequestIsRefused() {
        Conversation conversation = Conversation.with(router)
                .clientSends("GET / HTTP/1.1\r\nHost: a.exam".getBytes(StandardCharsets.US_ASCII))
                .clientEnds();

        assertThat(Routers.because(conversation.lastDecision())).isEqualTo("the client has not sent enough");
    }

    @Test
    void aMalformedRequestIsNotLookedUp() {
        with("sql = \"select 'all.example:1' where {host} is null or true\"");

        RouterCheck.of(router)
                .clientSends("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n")
                .rejects();
    }

    @Test
    void aSilentClientIsRejectedIfItsBytesAreNeeded() throws InterruptedException {
        assertThat(Routers.because(router.timedOut(TestOpening.empty()))).isEqualTo("the client sends nothing");
    }

    @Test
    void aPostgresClientIsPromptedForItsStartupMessage() {
        database("alice");
        byte[] ssl = {0, 0, 0, 8, 4, (byte) 0xd2, 0x16, 0x2f};
        byte[] startup = "\0\0\0\26\0\3\0\0user\0alice\0\0".getBytes(StandardCharsets.ISO_8859_1);
        startup[3] = (byte) startup.length;
        Conversation conversation = Conversation.with(router).clientSends(ssl).clientSends(startup);

        assertThat(conversation.sentToClient()).isEqualTo(new byte[] {'N'});
        assertThat(conversation.targets()).containsExactly(Target.of("pg.example", 5432));
    }

    private void database(String user) {
        with("sql = \"select 'pg.example:5432' where {postgres.user} = '" + user + "'\"");
    }

    @Test
    void anUnreachableTargetIsReportedInTheProtocol() {
        Conversation conversation = Conversation.with(router)
                .clientSends(Routers.get("a.example").getBytes(StandardCharsets.US_ASCII))
                .targetsFail(Failure.REFUSED);

        assertThat(Routers.refusal(conversation.lastDecision())).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void theExplanationHasTheQueryItsParametersAndTheAnswer() throws InterruptedException {
        assertThat(router.explain(TestOpening.of(Routers.get("a.example"))).entrySet())
                .extracting(Object::toString)
                .contains(
                        "http.host=a.example",
                        "sql=select target from routes where host = {host}",
                        "sql.host=a.example",
                        "answer=10.0.0.1:80")
                .noneMatch(line -> line.contains("secret"));
        assertThat(router.explain(TestOpening.of(Routers.get("c"))).entrySet())
                .extracting(Object::toString)
                .endsWith("answer=no row");
        assertThat(router.explain(TestOpening.of("GET /")).entrySet())
                .extracting(Object::toString)
                .endsWith("answer=not queried, the client has not sent enough");
    }
}
