package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.rules.Verdict.BROKEN;
import static roulette.routers.rules.Verdict.NO;
import static roulette.routers.rules.Verdict.OPEN;
import static roulette.routers.rules.Verdict.YES;

import java.util.List;
import java.util.function.BinaryOperator;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final List<Verdict> ALL = List.of(Verdict.values());

    @Test
    void noDecidesAnAnd() {
        for (Verdict any : ALL) {
            assertThat(NO.and(any)).isEqualTo(NO);
            assertThat(any.and(NO)).isEqualTo(NO);
        }
    }

    @Test
    void yesDecidesAnOr() {
        for (Verdict any : ALL) {
            assertThat(YES.or(any)).isEqualTo(YES);
            assertThat(any.or(YES)).isEqualTo(YES);
        }
    }

    @Test
    void anOpenPartMayStillDecide() {
        assertThat(OPEN.and(BROKEN)).isEqualTo(OPEN);
        assertThat(OPEN.or(BROKEN)).isEqualTo(OPEN);
        assertThat(OPEN.not()).isEqualTo(OPEN);
    }

    @Test
    void brokenIsNeitherYesNorNo() {
        assertThat(BROKEN.and(YES)).isEqualTo(BROKEN);
        assertThat(BROKEN.or(NO)).isEqualTo(BROKEN);
        assertThat(BROKEN.not()).isEqualTo(BROKEN);
    }

    /** If open parts become any other value, a result that was not open stays the same. */
    @Test
    void moreBytesDoNotChangeADecidedResult() {
        stays(Verdict::and);
        stays(Verdict::or);
    }

    private static void stays(BinaryOperator<Verdict> operator) {
        for (Verdict other : ALL) {
            Verdict before = operator.apply(OPEN, other);
            for (Verdict later : ALL) {
                Verdict after = operator.apply(later, other);
                assertThat(before == OPEN || before == after).isTrue();
            }
        }
    }
}
