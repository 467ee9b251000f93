package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.InstantSource;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.api.Target;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Vocabulary;
import roulette.testkit.TestOpening;

class TargetTemplateTest {
    private static final Situation NOW =
            new Situation(OpeningFacts.of(Vocabulary.standard(), TestOpening.empty()), InstantSource.system(), false);

    /** Every name has this value. */
    private static Optional<Target> fill(String template, String value) {
        return TargetTemplate.parse(template, _ -> _ -> Optional.of(value)).fill(NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "{x}.internal:443, a, a.internal:443",
        "{x}.internal:443, a.b, a.b.internal:443",
        "{x}:443, A.Example, a.example:443",
        "pre-{x}-post:1, a, pre-a-post:1",
        "{x}.{x}:1, a, a.a:1",
        "{x}:80, 10.0.0.1, 10.0.0.1:80",
        "[{x}]:80, 2001:db8::1, [2001:db8:0:0:0:0:0:1]:80",
        "{x}:80, ::1, [0:0:0:0:0:0:0:1]:80",
        "10.0.0.1:{x}, 443, 10.0.0.1:443",
        "10.0.0.1:1{x}, 80, 10.0.0.1:180",
        "[::1]:443, a, [::1]:443",
    })
    void namesAreReplacedByTheirValues(String template, String value, String target) {
        assertThat(fill(template, value)).map(Target::toString).contains(target);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "a..b",
                "a:22",
                "a.",
                "a b",
                "a/b",
                "a\n",
                "a\0",
                "\u00fc",
                "a,b",
                "[",
                "{x}",
                "127.1",
                "0x7f",
                "1",
                "10.0.0.256",
                "..",
                "a%b",
                "::1%1"
            })
    void anInvalidHostMakesNoTarget(String value) {
        assertThat(fill("{x}:443", value)).isEmpty();
    }

    @Test
    void aLabelHasAtMost63CharactersAndANameAtMost253() {
        assertThat(fill("{x}.a:1", "x".repeat(63))).isPresent();
        assertThat(fill("{x}.a:1", "x".repeat(64))).isEmpty();
        assertThat(fill("{x}.a:1", "x.".repeat(125) + "x")).isPresent();
        assertThat(fill("{x}.a:1", "x.".repeat(126) + "x")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "65536", "+1", "1 ", "a", "-1", "000001"})
    void anInvalidPortMakesNoTarget(String value) {
        assertThat(fill("a:{x}", value)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "{x}, has no port",
        "{x}.internal, has no port",
        "{x:443, has an unmatched { or }",
        "{x}:, has no port number",
        "{x}:http, has no port number",
        "x}:1, has an unmatched { or }",
        ":{x}, a target needs a host",
        "a b:{x}, no blanks",
    })
    void anImpossibleTargetIsAnError(String template, String message) {
        assertThatThrownBy(() -> fill(template, "a"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
