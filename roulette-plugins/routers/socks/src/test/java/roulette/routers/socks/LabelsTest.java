package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.credentials;
import static roulette.routers.socks.Wire.socks4a;
import static roulette.routers.socks.Wire.socks5;
import static roulette.routers.socks.Wire.socks5Name;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.testkit.Configured;

/** What the access line says of a client's request. */
class LabelsTest {
    private static final String OPEN = "allow = [\"192.0.2.0/24:80\"]\n";
    private static final String USERS = OPEN + "users = { alice = \"secret\" }\n";

    private static Decision decide(String settings, byte[]... said) {
        SocksRouter router = Configured.with(new SocksRouter(), settings);
        try (router) {
            return Conversation.of(router, said).lastDecision();
        }
    }

    @Test
    void aForwardNamesTheHost() {
        Decision forward = decide(OPEN, Wire.OPEN, socks5("192.0.2.9", 80));
        assertThat(forward).isInstanceOf(Decision.Forward.class);
        assertThat(forward.labels()).isEqualTo(Map.of("host", "192.0.2.9"));
    }

    @Test
    void aRefusalNamesTheHost() {
        assertThat(decide(OPEN, Wire.OPEN, socks5("2001:db8::1", 80)).labels())
                .isEqualTo(Map.of("host", "2001:db8:0:0:0:0:0:1"));
        assertThat(decide(OPEN, Wire.OPEN, socks5Name("b.example", 80)).labels())
                .isEqualTo(Map.of("host", "b.example"));
        assertThat(decide(OPEN, socks4a("b.example", 80, "")).labels()).isEqualTo(Map.of("host", "b.example"));
    }

    @Test
    void aRefusedUserIsNamed() {
        Decision refused = decide(USERS, Wire.PASSWORD, credentials("mallory", "secret"));
        assertThat(refused).isInstanceOf(Decision.Reject.class);
        assertThat(refused.labels()).isEqualTo(Map.of("user", "mallory"));
        assertThat(refused.toString()).doesNotContain("secret");
    }

    /** The access line escapes them. */
    @Test
    void aUserMayHaveAnyCharacters() {
        assertThat(decide(USERS, Wire.PASSWORD, credentials("a\n\u001b", "x")).labels())
                .isEqualTo(Map.of("user", "a\n\u001b"));
        assertThat(decide(USERS, Wire.PASSWORD, credentials("u".repeat(255), "x"))
                        .labels())
                .isEqualTo(Map.of("user", "u".repeat(255)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[2J", "a b"})
    void anInvalidHostIsNoLabel(String host) {
        Decision refused = decide(OPEN, Wire.OPEN, socks5Name(host, 80));
        assertThat(refused).isInstanceOf(Decision.Reject.class);
        assertThat(refused.labels()).isEmpty();
    }
}
