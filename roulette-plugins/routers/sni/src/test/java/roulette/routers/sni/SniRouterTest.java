package roulette.routers.sni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.parsers.tls.TlsAlert;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

class SniRouterTest {
    private static final String HOSTS = """
            [hosts]
            "a.example" = "10.0.0.1:443"
            "*.shop.example" = ["10.0.0.2:443", "10.0.0.3:443"]
            """;

    private static Router router(String settings) {
        return Configured.with(new SniRouter(), settings);
    }

    /** The JDK client's hello; without a server name if none is given. */
    private static byte[] hello(String... names) throws Exception {
        SSLEngine engine = SSLContext.getDefault().createSSLEngine();
        engine.setUseClientMode(true);
        SSLParameters parameters = engine.getSSLParameters();
        parameters.setServerNames(Arrays.stream(names)
                .<javax.net.ssl.SNIServerName>map(SNIHostName::new)
                .toList());
        parameters.setApplicationProtocols(new String[] {"h2", "http/1.1"});
        engine.setSSLParameters(parameters);
        ByteBuffer out = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), out);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Test
    void aNameGoesToItsTargetHoweverTheHelloIsSplit() throws Exception {
        RouterCheck.of(router(HOSTS)).clientSends(hello("a.example")).forwardsTo("10.0.0.1:443");
    }

    @Test
    void aWildcardGoesToItsTargetsInOrder() throws Exception {
        RouterCheck.of(router(HOSTS)).clientSends(hello("tea.shop.example")).forwardsTo("10.0.0.2:443", "10.0.0.3:443");
    }

    @Test
    void anUnknownNameIsRefusedWithAnAlert() throws Exception {
        RouterCheck.of(router(HOSTS)).clientSends(hello("b.example")).rejects(TlsAlert.unrecognizedName());
        RouterCheck.of(router(HOSTS)).clientSends(hello()).rejects(TlsAlert.unrecognizedName());
    }

    @Test
    void unknownAndMissingNamesGoToTheDefault() throws Exception {
        Router router = router("default = \"10.0.0.9:443\"\n" + HOSTS);
        RouterCheck.of(router).clientSends(hello("b.example")).forwardsTo("10.0.0.9:443");
        RouterCheck.of(router).clientSends(hello()).forwardsTo("10.0.0.9:443");
    }

    /** Names that servers treat differently: with a port, with brackets, with a label of 64 bytes. */
    @ParameterizedTest
    @ValueSource(strings = {"a.examp:443", "[::1]", "a/example.", "a..exampl", "*.example"})
    void invalidNamesGoToTheDefault(String name) throws Exception {
        byte[] hello = hello("x".repeat(name.length()));
        byte[] odd = replaced(hello, "x".repeat(name.length()), name);
        RouterCheck.of(router("default = \"10.0.0.9:443\"\n" + HOSTS))
                .clientSends(odd)
                .forwardsTo("10.0.0.9:443");
        RouterCheck.of(router(HOSTS)).clientSends(odd).rejects(TlsAlert.unrecognizedName());
    }

    @Test
    void aNameWithALabelOf64BytesGoesToTheDefault() throws Exception {
        byte[] odd = replaced(hello("x".repeat(60) + ".yyy"), "xxx.yyy", "xxxxyyy");
        RouterCheck.of(router("default = \"10.0.0.9:443\"\n" + HOSTS))
                .clientSends(odd)
                .forwardsTo("10.0.0.9:443");
    }

    /** The bytes with the last of these texts replaced by another of the same length. */
    private static byte[] replaced(byte[] bytes, String text, String other) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int at = all.lastIndexOf(text);
        return (all.substring(0, at) + other + all.substring(at + text.length())).getBytes(StandardCharsets.ISO_8859_1);
    }

    @Test
    void anotherProtocolIsClosedWithoutAReply() {
        RouterCheck.of(router(HOSTS)).clientSends("GET / HTTP/1.1\r\n\r\n").rejects(new byte[0]);
    }

    @Test
    void aMalformedHelloIsRefusedWithAnAlert() throws Exception {
        byte[] broken = hello("a.example");
        // The length of the session id.
        broken[43] = 33;
        RouterCheck.of(router(HOSTS)).clientSends(broken).rejects(TlsAlert.decodeError());
        Decision decision = router(HOSTS)
                .route(TestOpening.of(Arrays.copyOf(hello("a.example"), 50)).whenFull());
        assertThat(((Decision.Reject) decision).reply()).isEqualTo(ByteBuffer.wrap(TlsAlert.decodeError()));
        assertThat(((Decision.Reject) decision).because()).isEqualTo("the TLS hello is too long");
    }

    @Test
    void anUnreachableTargetIsReportedWithAnAlert() throws Exception {
        Conversation conversation =
                Conversation.with(router(HOSTS)).clientSends(hello("a.example")).targetsFail(Failure.REFUSED);
        assertThat(conversation.sentToClient()).isEqualTo(TlsAlert.internalError());
    }

    @Test
    void theHelloIsExplained() throws Exception {
        assertThat(router(HOSTS).explain(TestOpening.of(hello("a.example"))).entrySet())
                .extracting(Object::toString)
                .isEqualTo(List.of("tls.sni=a.example", "tls.alpn=h2,http/1.1", "tls.version=1.3"));
    }

    @Test
    void errorsHaveTheirPosition() {
        assertThatThrownBy(() -> router("[hosts]\n\"*.*.example\" = \"10.0.0.1:443\""))
                .hasMessageStartingWith("sni.toml:2:1: ")
                .hasMessageContaining("*");
    }
}
