package roulette.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoresTest {
    @Test
    void aListHasSingleCoresAndRanges() {
        assertThat(Cores.of("0,2-4").numbers()).containsExactly(0, 2, 3, 4);
    }

    @Test
    void listsOverlapWhereTheyShareACore() {
        assertThat(Cores.of("0-1").overlaps(Cores.of("1"))).isTrue();
        assertThat(Cores.of("0,2").overlaps(Cores.of("1,3"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "1-", ",1", "1,,2", "-1", "99999"})
    void anInvalidListIsQuoted(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Cores.of(text))
                .withMessage(text + " is not a list of cores, such as 1 or 0,2-3");
    }
}
