package roulette.routers.httphost;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;
import roulette.testkit.RouterCheck;
import roulette.testkit.TestOpening;

class HttpHostRouterTest {
    private static final String HOSTS = """
            [hosts]
            "a.example" = "10.0.0.1:80"
            "*.shop.example" = ["10.0.0.2:80", "10.0.0.3:80"]
            "[2001:db8::7]" = "10.0.0.4:80"
            """;

    private static Router router(String settings) {
        return Configured.with(new HttpHostRouter(), settings);
    }

    private static String get(String host) {
        return "GET /x?y HTTP/1.1\r\nHost: " + host + "\r\nUser-Agent: test\r\n\r\n";
    }

    private static String received(String settings, String sent) {
        Conversation conversation =
                Conversation.with(router(settings)).clientSends(sent.getBytes(StandardCharsets.UTF_8));
        return new String(conversation.sentToClient(), StandardCharsets.UTF_8);
    }

    @Test
    void aHostGoesToItsTarget() {
        RouterCheck check = RouterCheck.of(router(HOSTS));
        check.clientSends(get("a.example")).forwardsTo("10.0.0.1:80");
        check.clientSends(get("A.Example:8080")).forwardsTo("10.0.0.1:80");
        check.clientSends(get("[2001:db8::7]:80")).forwardsTo("10.0.0.4:80");
    }

    @Test
    void aWildcardGoesToItsTargetsInOrder() {
        RouterCheck.of(router(HOSTS)).clientSends(get("eu.tea.shop.example")).forwardsTo("10.0.0.2:80", "10.0.0.3:80");
    }

    @Test
    void theAccessLineHasTheMatchedPattern() {
        Conversation conversation = Conversation.with(router(HOSTS))
                .clientSends(get("tea.shop.example").getBytes(StandardCharsets.UTF_8));
        assertThat(((Decision.Forward) conversation.lastDecision()).because()).isEqualTo("*.shop.example");
    }

    @Test
    void anUnknownHostIsAnswered421() {
        RouterCheck.of(router(HOSTS)).clientSends(get("b.example")).rejects();
        assertThat(received(HOSTS, get("b.example"))).startsWith("HTTP/1.1 421 Misdirected Request\r\n");
    }

    @Test
    void anIncompleteRequestIsAnswered408AtTheTimeout() {
        Conversation conversation = Conversation.with(router(HOSTS))
                .clientSends("GET / HTTP/1.1\r\nHost: a.ex".getBytes(StandardCharsets.UTF_8))
                .timedOut();
        assertThat(new String(conversation.sentToClient(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 408 Request Timeout\r\n");
    }

    @Test
    void anHttp2ClientIsRefusedInHttp2() {
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
        String settings = "\0\0\0\4\0\0\0\0\0";
        assertThat(received(HOSTS, preface + "\0\0\1\4\0\0\0\0\0")).startsWith(settings + "\0\0");
        Conversation silent = Conversation.with(router(HOSTS))
                .clientSends((preface + settings).getBytes(StandardCharsets.UTF_8))
                .timedOut();
        assertThat(new String(silent.sentToClient(), StandardCharsets.UTF_8)).startsWith(settings + "\0\0");
    }

    @Test
    void aSilentClientReceivesNothing() {
        assertThat(Conversation.with(router(HOSTS)).timedOut().sentToClient()).isEmpty();
    }

    @Test
    void unknownAndMissingHostsGoToTheDefault() {
        Router router = router("default = \"10.0.0.9:80\"\n" + HOSTS);
        RouterCheck.of(router).clientSends(get("b.example")).forwardsTo("10.0.0.9:80");
        RouterCheck.of(router).clientSends("GET / HTTP/1.0\r\n\r\n").forwardsTo("10.0.0.9:80");
    }

    @Test
    void aMalformedRequestIsAnswered400() {
        String twoHosts = "GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n";
        RouterCheck.of(router(HOSTS)).clientSends(twoHosts).rejects();
        assertThat(received(HOSTS, twoHosts)).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void anotherProtocolIsClosedWithoutAReply() {
        RouterCheck.of(router(HOSTS)).clientSends(new byte[] {22, 3, 1, 0, 5}).rejects(new byte[0]);
    }

    @Test
    void aTooLongHeadIsAnswered431() throws Exception {
        Decision decision =
                router(HOSTS).route(TestOpening.of("GET / HTTP/1.1\r\nX: long").whenFull());
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Reject.class,
                        reject -> assertThat(StandardCharsets.US_ASCII
                                        .decode(reject.reply())
                                        .toString())
                                .startsWith("HTTP/1.1 431 "));
    }

    @Test
    void anUnreachableTargetIsAnswered503() {
        Conversation conversation = Conversation.with(router(HOSTS))
                .clientSends(get("a.example").getBytes(StandardCharsets.UTF_8))
                .targetsFail(Failure.REFUSED);
        assertThat(new String(conversation.sentToClient(), StandardCharsets.UTF_8))
                .startsWith("HTTP/1.1 503 ");
    }

    @Test
    void theRequestIsExplained() throws Exception {
        assertThat(router(HOSTS).explain(TestOpening.of(get("a.example"))).entrySet())
                .extracting(Object::toString)
                .containsExactly("http.version=1.1", "http.method=GET", "http.host=a.example", "http.path=/x");
    }

    @Test
    void errorsHaveTheirPosition() {
        assertThatThrownBy(() -> router("")).hasMessageContaining("must have a host where there is no default");
        assertThatThrownBy(() -> router("[hosts]\n\"a b\" = \"10.0.0.1:80\""))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith("http-host.toml:2:1: ")
                .hasMessageContaining("is not a host name");
        assertThatThrownBy(() -> router("[hosts]\n\"a.example\" = []")).hasMessageContaining("must have a target");
        assertThatThrownBy(() -> router("[hosts]\n\"a.example\" = \"10.0.0.1\""))
                .hasMessageContaining("has no port");
    }
}
