package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.routers.postgres.Client.CANCEL_REQUEST;
import static roulette.routers.postgres.Client.GSS_ENC_REQUEST;
import static roulette.routers.postgres.Client.SSL_REQUEST;
import static roulette.routers.postgres.Client.join;
import static roulette.routers.postgres.Client.message;
import static roulette.routers.postgres.Client.startup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.parsers.postgres.PostgresRefusal;
import roulette.parsers.tls.TlsAlert;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

class PostgresRouterTest {
    private static final String TABLES = """
            [databases]
            orders = "10.0.0.5:5432"
            stock  = ["10.0.0.5:5432", "10.0.0.7:5432"]
            [users]
            alice  = "10.0.0.6:5432"
            """;

    private final Queue<String> told = new ConcurrentLinkedQueue<>();

    private final PostgresRouter router = router(TABLES);
    private final PostgresRouter withDefault = router("default = \"10.0.0.9:5432\"\n" + TABLES);
    private final PostgresRouter withTls = router("tls-target = \"10.0.0.8:5432\"\n" + TABLES);
    private final PostgresRouter single = router("default = \"10.0.0.9:5432\"");

    private PostgresRouter router(String toml) {
        return Configured.with(
                new PostgresRouter((request, server, timeout) -> {
                    told.add(server + " " + Arrays.equals(request, CANCEL_REQUEST));
                    return !server.equals(Target.of("10.0.0.7", 5432));
                }),
                toml);
    }

    private static String because(Conversation conversation) {
        return switch (conversation.lastDecision()) {
            case Decision.Forward forward -> forward.because();
            case Decision.Reject reject -> reject.because();
            default -> "";
        };
    }

    private static String heard(Conversation conversation) {
        return new String(conversation.sentToClient(), StandardCharsets.UTF_8);
    }

    // ---- startup

    @Test
    void aDatabaseHasItsServer() {
        RouterCheck.of(router).clientSends(startup("bob", "orders")).forwardsTo("10.0.0.5:5432");
    }

    @Test
    void aDatabaseMayHaveServersForFailover() {
        RouterCheck.of(router).clientSends(startup("bob", "stock")).forwardsTo("10.0.0.5:5432", "10.0.0.7:5432");
    }

    @Test
    void aUserMayHaveAServerForOtherDatabases() {
        RouterCheck.of(router).clientSends(startup("alice", "elsewhere")).forwardsTo("10.0.0.6:5432");
        RouterCheck.of(router).clientSends(startup("alice", "orders")).forwardsTo("10.0.0.5:5432");
    }

    @Test
    void otherClientsGoToTheDefault() {
        RouterCheck.of(withDefault).clientSends(startup("bob", "elsewhere")).forwardsTo("10.0.0.9:5432");
        RouterCheck.of(withDefault).clientSends(startup("alice", "elsewhere")).forwardsTo("10.0.0.6:5432");
    }

    @Test
    void namesAreComparedExactly() {
        RouterCheck.of(withDefault).clientSends(startup("Alice", "ORDERS")).forwardsTo("10.0.0.9:5432");
    }

    @Test
    void theServerReceivesTheWholeStartupMessage() {
        byte[] sent = join(startup("bob", "orders"), new byte[] {'p', 0, 0, 0, 5, 0});

        assertThat(Conversation.with(router).clientSends(sent).sentToTarget()).isEqualTo(sent);
    }

    @Test
    void anUnknownDatabaseIsRefusedAsByAServer() {
        RouterCheck.of(router)
                .clientSends(startup("bob", "elsewhere"))
                .rejects(PostgresRefusal.of("3D000", "no server is configured for database \"elsewhere\""));
    }

    @Test
    void theNameInTheRefusalHasNoControlCharacters() {
        assertThat(heard(Conversation.with(router).clientSends(startup("bob", "a\u001b[2Jb\n"))))
                .contains("database \"a?[2Jb?\"");
    }

    @Test
    void theAccessLineHasTheReason() {
        assertThat(because(Conversation.with(withDefault).clientSends(startup("bob", "orders"))))
                .isEqualTo("database orders");
        assertThat(because(Conversation.with(withDefault).clientSends(startup("alice", "x"))))
                .isEqualTo("user alice");
        assertThat(because(Conversation.with(withDefault).clientSends(startup("bob", "x"))))
                .isEqualTo("default");
        assertThat(because(Conversation.with(router).clientSends(startup("bob", "x"))))
                .isEqualTo("unknown database");
        assertThat(because(Conversation.with(withTls).clientSends(SSL_REQUEST))).isEqualTo("tls");
        assertThat(because(Conversation.with(single).clientSends(CANCEL_REQUEST)))
                .isEqualTo("cancel request");
    }

    // ---- encryption

    @Test
    void anEncryptionRequestIsDeclined() {
        RouterCheck.of(router).clientSends(SSL_REQUEST).needsMore();
        RouterCheck.of(router).clientSends(GSS_ENC_REQUEST).needsMore();
        assertThat(heard(Conversation.with(router).clientSends(SSL_REQUEST))).isEqualTo("N");
        assertThat(heard(Conversation.with(router).clientSends(GSS_ENC_REQUEST)))
                .isEqualTo("N");
    }

    @Test
    void theStartupMessageAfterTheRequestsDecides() {
        byte[] sent = startup("bob", "orders");

        RouterCheck.of(router)
                .clientSends(join(GSS_ENC_REQUEST, SSL_REQUEST, sent))
                .forwardsTo("10.0.0.5:5432");
        Conversation conversation = Conversation.with(router)
                .clientSends(GSS_ENC_REQUEST)
                .clientSends(SSL_REQUEST)
                .clientSends(sent);
        assertThat(heard(conversation)).isEqualTo("NN");
        assertThat(conversation.sentToTarget()).isEqualTo(sent);
    }

    @Test
    void repeatedEncryptionRequestsAreRefused() {
        RouterCheck.of(router)
                .clientSends(join(SSL_REQUEST, GSS_ENC_REQUEST, SSL_REQUEST))
                .rejects(join(
                        new byte[] {'N', 'N'},
                        PostgresRefusal.protocolViolation("encryption is requested repeatedly")));
    }

    @Test
    void aTlsRequestGoesToTheTlsTarget() {
        RouterCheck.of(withTls).clientSends(SSL_REQUEST).forwardsTo("10.0.0.8:5432");
        RouterCheck.of(withTls).clientSends(join(GSS_ENC_REQUEST, SSL_REQUEST)).forwardsTo("10.0.0.8:5432");
        RouterCheck.of(withTls).clientSends(startup("bob", "orders")).forwardsTo("10.0.0.5:5432");
        assertThat(Conversation.with(withTls)
                        .clientSends(GSS_ENC_REQUEST)
                        .clientSends(SSL_REQUEST)
                        .sentToTarget())
                .isEqualTo(SSL_REQUEST);
    }

    @Test
    void directTlsGoesToTheTlsTargetHoweverTheHelloIsSplit() throws Exception {
        byte[] hello = hello();

        RouterCheck.of(withTls).clientSends(hello).forwardsTo("10.0.0.8:5432");
        assertThat(Conversation.with(withTls).clientSends(hello).sentToTarget()).isEqualTo(hello);
        assertThat(because(Conversation.with(withTls).clientSends(hello))).isEqualTo("tls");
    }

    @Test
    void directTlsWithoutATargetIsRefusedWithAnAlert() throws Exception {
        RouterCheck.of(router).clientSends(hello()).rejects(TlsAlert.handshakeFailure());
        assertThat(because(Conversation.with(router).clientSends(hello())))
                .isEqualTo("TLS from the first byte on, and there is no tls-target");
    }

    @Test
    void directTlsToAnUnreachableTargetIsRefusedWithAnAlert() throws Exception {
        assertThat(Conversation.with(withTls)
                        .clientSends(hello())
                        .targetsFail(Failure.REFUSED)
                        .sentToClient())
                .isEqualTo(TlsAlert.internalError());
    }

    @Test
    void aMalformedOrTooLongHelloIsRefusedWithAnAlert() throws Exception {
        byte[] hello = hello();
        byte[] broken = hello.clone();
        // The length of the session id.
        broken[43] = 33;

        RouterCheck.of(withTls).clientSends(broken).rejects(TlsAlert.decodeError());
        assertThat(withTls.route(TestOpening.of(Arrays.copyOf(hello, 50)).whenFull()))
                .isEqualTo(Decision.reject(TlsAlert.decodeError())
                        .because("the TLS hello is longer than the limit for openings"));
    }

    @Test
    void unnegotiatedTlsIsNotPostgres() throws Exception {
        Conversation conversation =
                Conversation.with(router).clientSends(SSL_REQUEST).clientSends(hello());

        assertThat(heard(conversation)).isEqualTo("N");
        assertThat(because(conversation)).isEqualTo("TLS from the first byte on");
    }

    /** The hello of a client with sslnegotiation=direct. */
    private static byte[] hello() throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName("db.example")));
        parameters.setApplicationProtocols(new String[] {"postgresql"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    // ---- cancelling

    @Test
    void aCancelRequestGoesToEveryServerOnce() {
        Conversation conversation = Conversation.with(withDefault).clientSends(CANCEL_REQUEST);

        assertThat(conversation.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(conversation.sentToClient()).isEmpty();
        assertThat(because(conversation)).isEqualTo("cancel request, processed by 3 of 4 servers");
        assertThat(told)
                .containsExactlyInAnyOrder(
                        "10.0.0.5:5432 true", "10.0.0.6:5432 true", "10.0.0.7:5432 true", "10.0.0.9:5432 true");
    }

    @Test
    void aCancelRequestAlsoGoesToTheTlsTarget() {
        Conversation.with(withTls).clientSends(CANCEL_REQUEST);

        assertThat(told).contains("10.0.0.8:5432 true");
    }

    @Test
    void aCancelRequestIsReadHoweverItIsSplit() {
        RouterCheck.of(router).clientSends(CANCEL_REQUEST).rejects(new byte[0]);
        RouterCheck.of(router).clientSends(join(SSL_REQUEST, CANCEL_REQUEST)).rejects(new byte[] {'N'});
        assertThat(told).allMatch(line -> line.endsWith(" true"));
    }

    @Test
    void aSingleServerReceivesTheForwardedCancelRequest() {
        RouterCheck.of(single).clientSends(CANCEL_REQUEST).forwardsTo("10.0.0.9:5432");
        assertThat(told).isEmpty();
    }

    @Test
    void theRouterBlocksOnlyWithSeveralServers() {
        assertThat(single.blocks()).isFalse();
        assertThat(router("default = [\"a:1\"]\n[databases]\nb = \"a:1\"").blocks())
                .isFalse();
        assertThat(router.blocks()).isTrue();
        assertThat(router.needsBytes()).isTrue();
    }

    // ---- failures

    @Test
    void anUnreachableServerIsReportedAsCannotConnectNow() {
        assertThat(Conversation.with(router)
                        .clientSends(startup("bob", "orders"))
                        .targetsFail(Failure.REFUSED)
                        .sentToClient())
                .isEqualTo(PostgresRefusal.of(
                        "57P03", "the server of database \"orders\" can't be reached: it refused the connection"));
        assertThat(Conversation.with(withTls)
                        .clientSends(SSL_REQUEST)
                        .targetsFail(Failure.CONNECT_TIMEOUT)
                        .sentToClient())
                .isEqualTo(PostgresRefusal.of(
                        "57P03", "the server for TLS can't be reached: it was not connected in time"));
    }

    @Test
    void aCancelRequestIsNeverAnswered() {
        Conversation conversation =
                Conversation.with(single).clientSends(CANCEL_REQUEST).targetsFail(Failure.REFUSED);

        assertThat(conversation.lastDecision()).isInstanceOf(Decision.Reject.class);
        assertThat(conversation.sentToClient()).isEmpty();
    }

    @Test
    void aMalformedMessageIsAnsweredWithAnError() {
        String reason = "a startup message without its terminator as the last byte";

        RouterCheck.of(router)
                .clientSends(message(3, 0, "user\0bob".getBytes(StandardCharsets.UTF_8)))
                .rejects(PostgresRefusal.of("08P01", reason));
        assertThat(because(Conversation.with(router)
                        .clientSends(message(3, 0, "user\0".getBytes(StandardCharsets.UTF_8)))))
                .isEqualTo(reason);
    }

    @Test
    void anotherProtocolIsClosedWithoutAReply() {
        RouterCheck.of(withDefault).clientSends("GET / HTTP/1.1\r\n\r\n").rejects(new byte[0]);
        RouterCheck.of(withTls).clientSends(new byte[] {0x16, 3, 1, 2, 0, 2}).rejects(new byte[0]);
        assertThat(because(Conversation.with(withDefault).clientSends(message(2, 0, new byte[288]))))
                .isEqualTo("PostgreSQL protocol 1 or 2, which is no longer supported");
    }

    @Test
    void anIncompleteMessageIsClosedWithoutAReply() {
        Conversation conversation =
                Conversation.with(withDefault).clientSends(new byte[] {0, 0, 0}).clientEnds();

        assertThat(conversation.sentToClient()).isEmpty();
        assertThat(because(conversation)).isEqualTo("the client closed in the middle of its first message");
    }

    @Test
    void aSilentClientIsClosedWithoutAReply() throws Exception {
        assertThat(withDefault.timedOut(TestOpening.empty())).isEqualTo(Decision.reject());
    }

    @Test
    void aTooLongMessageIsRefused() throws InterruptedException {
        String reason = "the first message is longer than the limit for openings";

        assertThat(withDefault.route(TestOpening.of(new byte[] {0, 0, 1, 0}).whenFull()))
                .isEqualTo(Decision.reject(PostgresRefusal.protocolViolation(reason))
                        .because(reason));
    }

    // ---- explaining

    @Test
    void theOpeningIsExplained() throws Exception {
        assertThat(router.explain(TestOpening.of(startup("bob", "orders"))).entrySet())
                .extracting(Object::toString)
                .containsExactly(
                        "postgres.request=startup",
                        "postgres.version=3.0",
                        "postgres.user=bob",
                        "postgres.database=orders",
                        "postgres.parameter.application_name=psql");
        assertThat(router.explain(TestOpening.of(SSL_REQUEST)).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres.request=tls");
        assertThat(router.explain(TestOpening.of(GSS_ENC_REQUEST)).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres.request=gssapi encryption");
        assertThat(router.explain(TestOpening.of(CANCEL_REQUEST)).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres.request=cancel", "postgres.process=4711");
        assertThat(router.explain(TestOpening.of(hello())).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres.request=direct tls", "tls.sni=db.example");
        assertThat(router.explain(TestOpening.empty()).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres=not known yet");
        assertThat(router.explain(TestOpening.of("GET /")).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres=not this: not the length of a PostgreSQL first message");
        assertThat(router.explain(TestOpening.of(message(3, 0, new byte[1]))).entrySet())
                .extracting(Object::toString)
                .containsExactly("postgres=malformed: a startup message without a user");
    }

    // ---- settings

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | postgres.toml: databases: must have a server, or else users, default or tls-target must",
                "default = [] | postgres.toml:1:1: default: must have a target, such as \"localhost:9999\"",
                "databases = { a = [] } | postgres.toml:1:15: databases.a: must have a target, such as \"localhost:9999\"",
                "users = { \"\" = \"a:1\" } | no user has an empty name",
                "databases = { \"app*\" = \"a:1\" } | databases.\"app*\": names of a database can't have wildcards",
                "databases = { a = \"b\" } | databases.a: \"b\" has no port",
                "databases = { a = 1 } | databases.a: must be a target",
                "cancel-timeout = \"0\" | postgres.toml:1:1: cancel-timeout: must be positive",
                "tls-target = \"refuse\" | postgres.toml:1:1: tls-target: \"refuse\" has no port",
                "default = { a = 1 } | default: must be a target",
            })
    void anErrorInTheSettingsHasItsPosition(String toml, String message) {
        assertThatThrownBy(() -> Configured.with(new PostgresRouter(), toml))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anUnknownKeyIsReported() {
        assertThatThrownBy(() -> Configured.with(new PostgresRouter(), "default = \"a:1\"\ntls = \"refuse\""))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining("postgres.toml:2:1: tls");
    }

    @Test
    void isFoundByName() {
        assertThat(ServiceLoader.load(Router.class)).extracting(Router::name).containsExactly("postgres");
    }
}
