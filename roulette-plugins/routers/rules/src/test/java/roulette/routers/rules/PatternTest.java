package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.Vocabulary;

class PatternTest {
    private static final Fact PATH = Vocabulary.standard().fact("path").orElseThrow();
    private static final Fact SNI = Vocabulary.standard().fact("sni").orElseThrow();

    private static Verdict test(Fact fact, String pattern, String text) {
        return PatternReader.read(fact, List.of(pattern)).getFirst().test(text);
    }

    private static String capture(Fact fact, String pattern, String text, String group) {
        TextPattern read = PatternReader.read(fact, List.of(pattern)).getFirst();
        assertThat(read.captures(group)).isTrue();
        return read.capture(text, group).orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "/a, /a, YES",
        "/a, /A, NO",
        "/a, /ab, NO",
        "/a/*, /a/b/c, YES",
        "/a/*, /a/, YES",
        "/a/*, /a, NO",
        "*, x, YES",
        "*.git, /a.git, YES",
        "*.git, /a.git/, NO",
        "/*/b/*, /a/c/b/d, YES",
        "/*/b/*, /a/c/d, NO",
        "a*a, a, NO",
        "a*a, aa, YES",
        "a**b, ab, YES",
        "*ab*ab, abab, YES",
        "*ab*ab, ab, NO",
        "~/[a-z]+, /abc, YES",
        "~/[a-z]+, /abc1, NO",
        "~/[a-z]+, x/abc, NO",
    })
    void inATextAStarMatchesAnyRunAndATildeStartsAnExpression(String pattern, String text, Verdict verdict) {
        assertThat(test(PATH, pattern, text)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "shop.example, shop.example, YES",
        "Shop.Example., shop.example, YES",
        "shop.example, a.shop.example, NO",
        "*.shop.example, a.b.shop.example, YES",
        "*.shop.example, shop.example, NO",
        "*, any, YES",
        "~[a-z]+\\.example, shop.example, YES",
        "~[a-z]+\\.example, shop.example.evil, NO",
    })
    void hostsAreComparedByHostRules(String pattern, String text, Verdict verdict) {
        assertThat(test(SNI, pattern, text)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/*, /a/b/c, 1, b/c",
        "/*/x/*, /a/b/x/c/x/d, 1, a/b",
        "/*/x/*, /a/b/x/c/x/d, 2, c/x/d",
        "/*, /, 1, ''",
        "~/([a-z]+)/(?<rest>.*), /a/b/c, 1, a",
        "~/([a-z]+)/(?<rest>.*), /a/b/c, rest, b/c",
        "~/(a)|/(b), /b, 1, ''",
    })
    void starsAndGroupsAreCaptured(String pattern, String text, String group, String captured) {
        assertThat(capture(PATH, pattern, text, group)).isEqualTo(captured);
    }

    @Test
    void theStarOfAHostIsCaptured() {
        assertThat(capture(SNI, "*.shop.example", "a.b.shop.example", "1")).isEqualTo("a.b");
        assertThat(capture(SNI, "*", "a.b", "1")).isEqualTo("a.b");
    }

    @ParameterizedTest
    @CsvSource({"/a, 1", "/*, 2", "/*, 0", "/*, x", "~/(a), 2", "~/(a), x"})
    void otherGroupsDoNotExist(String pattern, String group) {
        assertThat(PatternReader.read(PATH, List.of(pattern)).getFirst().captures(group))
                .isFalse();
    }

    @Test
    void anExpressionHasAStepLimit() {
        assertThat(test(PATH, "~(.*)(.*)(.*)(.*)(.*)b", "a".repeat(100))).isEqualTo(Verdict.BROKEN);
        assertThat(test(PATH, "~(a|aa)+", "a".repeat(60_000) + "b")).isEqualTo(Verdict.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "'', must not be empty",
        "~(, is not a regular expression: Unclosed group near index 1",
        "~*, is not a regular expression",
    })
    void anInvalidPatternIsAnError(String pattern, String message) {
        assertThatThrownBy(() -> PatternReader.read(PATH, List.of(pattern)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void anInvalidHostIsAnError() {
        assertThatThrownBy(() -> PatternReader.read(SNI, List.of("a.*.b")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"a.*.b\" may have a *");
    }
}
