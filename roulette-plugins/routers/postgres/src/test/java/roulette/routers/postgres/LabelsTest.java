package roulette.routers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Decision;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

/** What the access line says of a client's request. */
class LabelsTest {
    private static Decision decide(byte[]... said) {
        Conversation conversation =
                Conversation.with(Configured.with(new PostgresRouter(), "databases = { orders = \"10.0.0.5:5432\" }"));
        for (byte[] piece : said) {
            conversation.clientSends(piece);
        }
        return conversation.lastDecision();
    }

    @Test
    void aForwardNamesDatabaseAndUser() {
        Decision forward = decide(Client.startup("bob", "orders"));
        assertThat(forward).isInstanceOf(Decision.Forward.class);
        assertThat(forward.labels()).isEqualTo(Map.of("database", "orders", "user", "bob"));
    }

    @Test
    void aRefusalNamesDatabaseAndUser() {
        Decision refused = decide(Client.startup("bob", "stock"));
        assertThat(refused).isInstanceOf(Decision.Reject.class);
        assertThat(refused.labels()).isEqualTo(Map.of("database", "stock", "user", "bob"));
    }

    @Test
    void theyAreNamedAfterARequestForEncryption() {
        assertThat(decide(Client.SSL_REQUEST, Client.startup("bob", "stock")).labels())
                .isEqualTo(Map.of("database", "stock", "user", "bob"));
    }

    @Test
    void aRequestWithoutThemHasNoLabel() {
        assertThat(decide(Client.CANCEL_REQUEST).labels()).isEmpty();
    }

    /** At most 256 bytes, in whole characters. */
    @Test
    void overlongNamesAreCut() {
        assertThat(decide(Client.startup("u".repeat(4000), "\u20ac".repeat(1000)))
                        .labels())
                .isEqualTo(Map.of("database", "\u20ac".repeat(85), "user", "u".repeat(256)));
    }

    /** As on a server; the access line escapes them. */
    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u001b[2J", "\u0085", "a\" b"})
    void namesMayHaveAnyCharacters(String name) {
        assertThat(decide(Client.startup(name, name))).isInstanceOf(Decision.Reject.class);
        assertThat(decide(Client.startup(name, name)).labels()).isEqualTo(Map.of("database", name, "user", name));
    }
}
