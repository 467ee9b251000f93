package roulette.routers.sni;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
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
    private static Decision decide(byte[] said) {
        SniRouter router = Configured.with(new SniRouter(), "hosts = { \"a.example\" = \"10.0.0.1:443\" }");
        return Conversation.with(router).clientSends(said).lastDecision();
    }

    /** A hello with this server name, one byte for each character. */
    private static byte[] hello(String name) {
        byte[] host = name.getBytes(StandardCharsets.ISO_8859_1);
        byte[] names = join(new byte[] {0, 0}, prefixed(2, prefixed(2, join(new byte[] {0}, prefixed(2, host)))));
        byte[] body = join(new byte[] {3, 3}, new byte[32], new byte[] {0, 0, 2, 0x13, 1, 1, 0}, prefixed(2, names));
        return join(new byte[] {22, 3, 1}, prefixed(2, join(new byte[] {1}, prefixed(3, body))));
    }

    private static byte[] prefixed(int size, byte[] bytes) {
        byte[] length = new byte[size];
        for (int i = 0; i < size; i++) {
            length[i] = (byte) (bytes.length >> 8 * (size - 1 - i));
        }
        return join(length, bytes);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    @Test
    void aForwardNamesTheServer() {
        assertThat(decide(hello("A.Example"))).isInstanceOf(Decision.Forward.class);
        assertThat(decide(hello("A.Example")).labels()).isEqualTo(Map.of("sni", "a.example"));
    }

    @Test
    void aRefusalNamesTheServer() {
        assertThat(decide(hello("b.example"))).isInstanceOf(Decision.Reject.class);
        assertThat(decide(hello("b.example")).labels()).isEqualTo(Map.of("sni", "b.example"));
    }

    @Test
    void theLongestNameFits() {
        String longest = "a.".repeat(126) + "a";
        assertThat(decide(hello(longest)).labels()).isEqualTo(Map.of("sni", longest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "a b", "\u001b[2J", "\u00e4.example", "a.example:443"})
    void anInvalidNameIsNoLabel(String name) {
        assertThat(decide(hello(name))).isInstanceOf(Decision.Reject.class);
        assertThat(decide(hello(name)).labels()).isEmpty();
    }

    @Test
    void anotherProtocolHasNoLabel() {
        assertThat(decide("GET / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII))
                        .labels())
                .isEmpty();
    }
}
