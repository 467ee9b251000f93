package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DecisionTest {
    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void decisionsThatSayTheSameAreEqual() {
        assertThat(Decision.forward("a", 1).orElse("b", 2).replacing("x").replying(utf8("y")))
                .isEqualTo(Decision.forward("a", 1)
                        .orElse("b", 2)
                        .replacing(utf8("x"))
                        .replying("y"))
                .isNotEqualTo(
                        Decision.forward("a", 1).orElse("b", 2).replacing("x").replying("z"));
        assertThat(Decision.reply("x", 1))
                .isEqualTo(Decision.reply(utf8("x"), 1))
                .isNotEqualTo(Decision.reply("x", 2));
        assertThat(Decision.reject("no")).isEqualTo(Decision.reject(utf8("no"))).isNotEqualTo(Decision.reject());
        assertThat(Decision.needMore()).isEqualTo(Decision.needMore());
    }

    @Test
    void aDecisionKeepsItsBytesWhateverBecomesOfTheArrayItWasMadeFrom() {
        byte[] bytes = utf8("before");
        Decision.Reject reject = Decision.reject(bytes);
        bytes[0] = 'X';
        assertThat(StandardCharsets.UTF_8.decode(reject.reply()).toString()).isEqualTo("before");
    }

    @Test
    void readingADecisionsBytesDoesNotConsumeThem() {
        Decision.Reply reply = (Decision.Reply) Decision.reply("abc", 0);
        assertThat(reply.bytes().get()).isEqualTo((byte) 'a');
        assertThat(reply.bytes().get()).isEqualTo((byte) 'a');
        assertThat(reply.bytes().isReadOnly()).isTrue();
    }

    @Test
    void aForwardTriesItsTargetsInTheOrderInWhichTheyWereNamed() {
        assertThat(Decision.forward("a", 1)
                        .orElse("b", 2)
                        .orElse(Target.of("c", 3))
                        .targets())
                .containsExactly(Target.of("a", 1), Target.of("b", 2), Target.of("c", 3));
    }

    @Test
    void whatIsNotSaidIsAbsent() {
        Decision.Forward plain = Decision.forward("a", 1);
        assertThat(plain.replacement()).isEmpty();
        assertThat(plain.reply()).isEmpty();
        assertThat(plain.connectTimeout()).isEmpty();
        assertThat(plain.firstByteTimeout()).isEmpty();
        assertThat(plain.replacing("").replacement()).contains(ByteBuffer.allocate(0));
        assertThat(plain.connectTimeout(Duration.ofSeconds(1)).connectTimeout())
                .isEqualTo(Optional.of(Duration.ofSeconds(1)));
    }

    @Test
    void aDecisionMaySayWhy() {
        assertThat(Decision.forward("a", 1).because("rule 3").orElse("b", 2).because())
                .isEqualTo("rule 3");
        assertThat(Decision.reject("no").because("no such host").reply())
                .isEqualTo(Decision.reject("no").reply());
        assertThat(Decision.reject().because()).isEmpty();
    }

    @Test
    void whatMakesNoSenseIsRefusedAtOnce() {
        assertThatThrownBy(() -> Decision.forward("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.forward("a b", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.forward("a", 0)).hasMessage("a port is 1 to 65535, not 0");
        assertThatThrownBy(() -> Decision.forward("a", 65536)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.reply("x", -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Decision.forward("a", 1).connectTimeout(Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
