package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.InstantSource;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Vocabulary;
import roulette.testkit.TestOpening;

class BytesConditionTest {
    private static Verdict test(String expression, byte[] received, boolean complete) {
        return test(expression, TestOpening.of(received), complete);
    }

    private static Verdict test(String expression, TestOpening opening, boolean complete) {
        OpeningFacts facts = OpeningFacts.of(Vocabulary.standard(), opening);
        return new BytesCondition(new Expression(expression))
                .test(new Situation(facts, InstantSource.system(), complete));
    }

    @ParameterizedTest
    @CsvSource({
        "OpenVPN, OpenVPN, YES",
        "OpenVPN, OpenVPNx, YES",
        "OpenVPN, OpenX, NO",
        "OpenVPN, xOpenVPN, NO",
        "OpenVPN, Open, OPEN",
        "'', x, YES",
        ".*VPN, OpenVPN, YES",
        ".*VPN, Open, OPEN",
        "a|ab, a, YES",
        "(a|ab)c, abc, YES",
        "([a-z]+), abc, OPEN",
        "([a-z]+), abc1, YES",
        "[a-z]+, abc, YES",
        "a(?!b), a, OPEN",
        "a(?!b), ac, YES",
        "a(?!b), ab, NO",
        "(?>.*b)c, abc, OPEN",
        "a$, a, OPEN",
        "a$, ab, NO",
        "a\\b, a, OPEN",
        "a\\b, a1, NO",
        "a\\b, a., YES",
    })
    void itIsOpenWhileMoreBytesCouldChangeTheResult(String expression, String received, Verdict verdict) {
        assertThat(test(expression, Openings.text(received), false)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"OpenVPN, Open, NO", "([a-z]+), abc, YES", "a$, a, YES", "a(?!b), a, YES", "(?>.*b)c, abc, YES"})
    void itIsDecidedAtTheEndOfInput(String expression, String received, Verdict verdict) {
        assertThat(test(expression, TestOpening.of(received).whenEnded(), true)).isEqualTo(verdict);
    }

    @ParameterizedTest
    @CsvSource({"OpenVPN, Open, OPEN", "OpenVPN, OpenX, NO", "([a-z]+), abc, YES", "a$, a, OPEN", "a(?!b), a, OPEN"})
    void aPauseDoesNotDecideWhatMoreBytesCouldChange(String expression, String received, Verdict verdict) {
        assertThat(test(expression, TestOpening.of(received), true)).isEqualTo(verdict);
    }

    @Test
    void eachByteIsOneCharacterAndADotMatchesAny() {
        assertThat(test("\\x00.\\x38", new byte[] {0, (byte) 0xff, 0x38}, false))
                .isEqualTo(Verdict.YES);
        assertThat(test("\\xff\\n", new byte[] {(byte) 0xff, '\n'}, false)).isEqualTo(Verdict.YES);
        assertThat(test("..", new byte[] {'\r', '\n'}, false)).isEqualTo(Verdict.YES);
    }

    @Test
    void onlyTheFirst1024BytesAreRead() {
        byte[] received = new byte[BytesCondition.WINDOW + 1];
        received[BytesCondition.WINDOW] = 'x';

        assertThat(test(".*x", received, false)).isEqualTo(Verdict.NO);
        assertThat(test(".*x", Arrays.copyOf(received, BytesCondition.WINDOW - 1), false))
                .isEqualTo(Verdict.OPEN);
    }

    @ParameterizedTest
    @CsvSource({
        "[ab]+c, abacx",
        "(a|b)*c, ababab",
        "a*+b, aaab",
        "a?+ab, ab",
        "(?>a|ab)c, abc",
        "(?>.*b)c, abcbcx",
        "a(?=.*c), abbbcbb",
        "a(?!.*c), abbbcbb",
        "(?<=a)b, ab",
        "ab(?<!b)c, abc",
        "(a*)b\\1, aabaaa",
        "(.*)x\\1, abxabab",
        "'a{2,4}b?', aaaaab",
        "'a{2,4}?b', aaaaab",
        "(?i)HELLO\\s+\\w+, hello  World",
        "^abc$, abc",
        "\\Aab\\z, abc",
        "a.c|a.d|b, axd",
        "ab\\Z, ab",
        "ab\\R, ab",
        "ab\\X, ab",
        "[^x]*x, abcabcxabc",
        "(?:ab|a)(?:bc|c)d, abcd",
    })
    void aDecidedResultIsFinal(String expression, String text) {
        byte[] whole = Openings.text(text);
        for (int tail = 0; tail < 128; tail++) {
            byte[] received = Openings.join(whole, new byte[] {(byte) tail, 'b', 'c'});
            Verdict before = Verdict.OPEN;
            for (int length = 0; length <= received.length; length++) {
                Verdict now = test(expression, Arrays.copyOf(received, length), false);
                assertThat(before == Verdict.OPEN || before == now)
                        .as("%s of %s, after %d", expression, text, length)
                        .isTrue();
                before = now;
            }
        }
    }
}
