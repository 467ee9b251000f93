package roulette.routers.moon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoonPhaseTest {
    @ParameterizedTest
    @CsvSource({
        "  0.0, NEW_MOON",
        " 44.9, NEW_MOON",
        " 45.1, FIRST_QUARTER",
        " 90.0, FIRST_QUARTER",
        "134.9, FIRST_QUARTER",
        "135.1, FULL_MOON",
        "180.0, FULL_MOON",
        "224.9, FULL_MOON",
        "225.1, LAST_QUARTER",
        "270.0, LAST_QUARTER",
        "314.9, LAST_QUARTER",
        "315.1, NEW_MOON",
        "360.0, NEW_MOON",
    })
    void aPhaseIsCentredOnItsElongation(double elongation, MoonPhase phase) {
        assertThat(MoonPhase.ofElongation(elongation)).isEqualTo(phase);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-10T00:00:00Z, NEW_MOON",
        "2026-08-12T17:37:00Z, NEW_MOON",
        "2026-08-20T02:46:00Z, FIRST_QUARTER",
        "2026-08-28T04:18:00Z, FULL_MOON",
        "2026-09-04T07:51:00Z, LAST_QUARTER",
        "2026-09-11T03:27:00Z, NEW_MOON",
    })
    void aMonthGoesThroughThePhasesInOrder(Instant instant, MoonPhase phase) {
        assertThat(MoonPhase.at(instant)).isEqualTo(phase);
    }

    @Test
    void aKeyIsLowerCaseWordsJoinedWithHyphens() {
        assertThat(MoonPhase.values())
                .extracting(MoonPhase::key)
                .containsExactly("new-moon", "first-quarter", "full-moon", "last-quarter");
    }
}
