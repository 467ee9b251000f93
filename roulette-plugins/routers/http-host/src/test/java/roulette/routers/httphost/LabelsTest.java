package roulette.routers.httphost;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

/** What the access line says of a client's request. */
class LabelsTest {
    private static Decision decide(String said) {
        HttpHostRouter router = Configured.with(new HttpHostRouter(), "hosts = { \"a.example\" = \"10.0.0.1:80\" }");
        return Conversation.with(router)
                .clientSends(said.getBytes(StandardCharsets.ISO_8859_1))
                .lastDecision();
    }

    private static Decision get(String host, String target) {
        return decide("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
    }

    @Test
    void aForwardNamesHostAndPath() {
        assertThat(get("A.Example:80", "/x/y")).isInstanceOf(Decision.Forward.class);
        assertThat(get("A.Example:80", "/x/y").labels()).isEqualTo(Map.of("host", "a.example", "path", "/x/y"));
    }

    @Test
    void aRefusalNamesHostAndPath() {
        assertThat(get("b.example", "/x")).isInstanceOf(Decision.Reject.class);
        assertThat(get("b.example", "/x").labels()).isEqualTo(Map.of("host", "b.example", "path", "/x"));
    }

    /** It may have secrets. */
    @Test
    void theQueryIsNotNamed() {
        assertThat(get("b.example", "/x?token=secret").labels()).containsEntry("path", "/x");
    }

    @Test
    void anOverlongPathIsCut() {
        assertThat(get("b.example", "/" + "x".repeat(5000)).labels()).containsEntry("path", "/" + "x".repeat(255));
    }

    @Test
    void aRequestForAProxyNamesItsHost() {
        assertThat(decide("CONNECT c.example:443 HTTP/1.0\r\n\r\n").labels()).isEqualTo(Map.of("host", "c.example"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET / HTTP/1.1\r\nHost: a.example\r\nHost: b.example\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\u0000b\r\n\r\n",
                "GET /\u001b[2J HTTP/1.1\r\nHost: b.example\r\n\r\n",
                "nonsense\r\n"
            })
    void aMalformedRequestHasNoLabel(String request) {
        assertThat(decide(request)).isInstanceOf(Decision.Reject.class);
        assertThat(decide(request).labels()).isEmpty();
    }
}
