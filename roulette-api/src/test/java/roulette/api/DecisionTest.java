package roulette.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(Decision.reject("no").because("rule").label("host", "a"))
                .isEqualTo(Decision.reject("no").label("host", "a").because("rule"))
                .hasSameHashCodeAs(Decision.reject("no").label("host", "a").because("rule"))
                .isNotEqualTo(Decision.reject("no").because("rule"))
                .isNotEqualTo(Decision.reject("no").because("rule").label("host", "b"));
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
        Decision.Reply reply = Decision.reply("abc", 0);
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

    static Stream<Decision> everyKind() {
        return Stream.of(
                Decision.needMore(), Decision.forward("a", 1), Decision.reply("hello", 0), Decision.reject("goodbye"));
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void everyDecisionMaySayWhyAndHaveLabels(Decision plain) {
        Decision decision = plain.because("rule 3").label("tenant", "acme").label("host", "b.example");
        assertThat(decision.because()).isEqualTo("rule 3");
        assertThat(decision.labels())
                .containsExactly(Map.entry("tenant", "acme"), Map.entry("host", "b.example"))
                .isUnmodifiable();
        assertThat(decision).hasSameClassAs(plain).isNotEqualTo(plain);
        assertThat(decision.toString()).startsWith(plain.toString()).contains("because=rule 3", "tenant=acme");
        assertThat(plain.because()).isEmpty();
        assertThat(plain.labels()).isEmpty();
    }

    @Test
    void aLaterValueOfALabelWins() {
        Decision decision =
                Decision.reject().label("host", "a").label("user", "eve").label("host", "b");
        assertThat(decision.labels()).containsExactly(Map.entry("host", "b"), Map.entry("user", "eve"));
        assertThat(decision.label("host", "")).isEqualTo(decision);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "Host", "1st", "-x", "host name", "h\u00f6st", "key=", "abcdefghijklmnopqrstuvwxyz-012345"})
    void theKeyOfALabelIsShortAndPlain(String key) {
        assertThatThrownBy(() -> Decision.reject().label(key, "x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDecisionHasUpToSixteenLabels() {
        Decision decision = Decision.forward("a", 1).connectTimeout(Duration.ofSeconds(1));
        for (int i = 0; i < 16; i++) {
            decision = decision.label("key" + i, "x");
        }
        Decision full = decision.label("key3", "y").because("they fit");
        assertThat(full.labels()).hasSize(16);
        assertThatThrownBy(() -> full.label("key16", "x")).hasMessage("a decision has at most 16 labels");
    }

    @ParameterizedTest
    @CsvSource({"x, 300, 256", "\u00e9, 300, 128", "\u20ac, 300, 85", "\ud83d\ude00, 300, 64", "x, 256, 256", "x, 1, 1"
    })
    void longTextIsCutBetweenCharacters(String character, int given, int kept) {
        Decision decision = Decision.reject().because(character.repeat(given)).label("a", character.repeat(given));
        assertThat(decision.because()).isEqualTo(character.repeat(kept));
        assertThat(decision.labels()).containsEntry("a", character.repeat(kept));
    }

    @Test
    void aForwardMayBeGivenAllItsTargetsAtOnce() {
        List<Target.Address> targets = new ArrayList<>(List.of(Target.of("a", 1), Target.of("b", 2)));
        Decision.Forward forward = Decision.forward(targets);
        targets.clear();
        assertThat(forward).isEqualTo(Decision.forward("a", 1).orElse("b", 2));
        assertThatThrownBy(() -> Decision.forward(targets)).hasMessage("a forward needs a target");
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
