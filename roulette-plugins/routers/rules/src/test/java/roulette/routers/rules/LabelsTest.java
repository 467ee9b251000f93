package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Rules.rules;

import java.util.Map;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.testkit.Conversation;
import roulette.testkit.TestOpening;

/** What the access line says of a client's request. */
class LabelsTest {
    private static final String REFUSING = """
            [[rule]]
            protocol = ["tls", "http", "git", "postgres", "mqtt", "redis", "minecraft"]
            reject = true
            """;

    private static Map<String, String> refused(byte[]... said) {
        Conversation conversation = Conversation.with(rules(REFUSING));
        for (byte[] piece : said) {
            conversation.clientSends(piece);
        }
        assertThat(conversation.lastDecision()).isInstanceOf(Decision.Reject.class);
        return conversation.lastDecision().labels();
    }

    @Test
    void aRefusalNamesWhatTheClientAskedFor() {
        assertThat(refused(Openings.tls("a.example", "h2"))).isEqualTo(Map.of("sni", "a.example"));
        assertThat(refused(Openings.http("a.example", "/x?secret")))
                .isEqualTo(Map.of("host", "a.example", "path", "/x"));
        assertThat(refused(Openings.git("/x.git", "git.example")))
                .isEqualTo(Map.of("path", "/x.git", "host", "git.example"));
        assertThat(refused(Openings.postgres("bob", "orders"))).isEqualTo(Map.of("user", "bob", "database", "orders"));
        assertThat(refused(Openings.redis("app"))).isEqualTo(Map.of("user", "app"));
        assertThat(refused(Openings.minecraft("play.example"))).isEqualTo(Map.of("host", "play.example"));
        assertThat(refused(Openings.mqtt("sensor"))).isEmpty();
    }

    @Test
    void aForwardNamesItAsWell() {
        assertThat(Conversation.with(rules("[[rule]]\nhost = \"*\"\ntarget = \"a:1\""))
                        .clientSends(Openings.http("a.example", "/x"))
                        .lastDecision()
                        .labels())
                .isEqualTo(Map.of("host", "a.example", "path", "/x"));
    }

    /** Nothing is read for labels alone. */
    @Test
    void whatNoRuleReadsIsNotNamed() {
        assertThat(Conversation.with(rules("[[rule]]\nclient = \"127.0.0.1\"\ntarget = \"a:1\""))
                        .clientSends(Openings.http("a.example", "/x"))
                        .lastDecision()
                        .labels())
                .isEmpty();
    }

    @Test
    void theHostThatAProxyInFrontWasAskedForIsNamed() {
        TestOpening opening = TestOpening.empty().tlv(2, Openings.text("A.Example"));
        String keys = "[[rule]]\nproxy.authority = \"a.example\"\nreject = true\n";

        assertThat(Conversation.with(rules(keys), opening)
                        .clientSends(Openings.text("no protocol\n"))
                        .lastDecision()
                        .labels())
                .isEqualTo(Map.of("sni", "a.example"));
    }

    @Test
    void overlongValuesAreCut() {
        assertThat(refused(Openings.http("a.example", "/" + "x".repeat(3000))))
                .isEqualTo(Map.of("host", "a.example", "path", "/" + "x".repeat(255)));
    }

    @Test
    void aMalformedRequestHasNoLabel() {
        assertThat(refused(Openings.http("a.example", "/", "Host: b.example"))).isEmpty();
        assertThat(refused(Openings.http("a.example", "/\u001b"))).isEmpty();
    }
}
