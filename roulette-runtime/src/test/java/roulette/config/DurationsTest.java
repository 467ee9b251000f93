package roulette.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "0, PT0S",
        "0s, PT0S",
        "250ms, PT0.25S",
        "5s, PT5S",
        "2m, PT2M",
        "1h, PT1H",
        "7d, PT168H",
        "1h30m, PT1H30M",
        "1h 30m, PT1H30M",
        "1d 2h 3m 4s 5ms, PT26H3M4.005S",
        "5 s, PT5S",
        "5 ms, PT0.005S",
        "007s, PT7S",
        "90m, PT90M",
        "36500d, PT876000H"
    })
    void aDurationIsANumberAndAUnit(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "5", "s", "-5s", "+5s", "1.5s", "5S", "5sec", "30m1h", "1s1s", " 5s", "5s ", "00", "٥s"
            })
    void anyOtherTextIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("must be a duration such as \"250ms\", \"5s\", \"2m\", \"1h\", \"7d\" or \"0\", but is \""
                        + text + "\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "36500d1ms",
                "36501d",
                "9223372036854775807ms",
                "9223372036854775808ms",
                "99999999999999999999999d"
            })
    void aDurationBeyondALongOfNanosecondsIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(text))
                .withMessage("must be at most \"36500d\", but is \"" + text + "\"");
        assertThat(Durations.parse("36500d").toNanos()).isPositive();
    }
}
