package roulette.routers.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.api.Target;
import roulette.testkit.Configured;
import roulette.testkit.Conversation;

class TimeConditionTest {
    /** The 23rd of November 2026 is a Monday. */
    private static boolean holds(String keys, String now) {
        InstantSource clock = InstantSource.fixed(Instant.parse(now));
        RulesRouter router = Configured.with(
                new RulesRouter(clock),
                "default = \"no:1\"\n[[rule]]\ntarget = \"yes:1\"\n" + keys.replace("; ", "\n"));
        return Conversation.with(router)
                .clientSends(Openings.text("x"))
                .targets()
                .equals(java.util.List.of(Target.of("yes", 1)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '`', textBlock = """
            time = "08:00-18:00"; zone = "UTC"           , 2026-11-23T08:00:00Z, true
            time = "08:00-18:00"; zone = "UTC"           , 2026-11-23T17:59:59Z, true
            time = "08:00-18:00"; zone = "UTC"           , 2026-11-23T07:59:59Z, false
            time = "08:00-18:00"; zone = "UTC"           , 2026-11-23T18:00:00Z, false
            time = "8:00-18:00"; zone = "Europe/Berlin"  , 2026-11-23T07:00:00Z, true
            time = "8:00-18:00"; zone = "Europe/Berlin"  , 2026-11-23T17:00:00Z, false
            time = "18:00-24:00"; zone = "UTC"           , 2026-11-23T23:59:59Z, true
            time = "18:00-24:00"; zone = "UTC"           , 2026-11-23T00:00:00Z, false
            days = "mon"; zone = "UTC"                   , 2026-11-23T00:00:00Z, true
            days = "mon"; zone = "UTC"                   , 2026-11-24T00:00:00Z, false
            days = "sat-mon"; zone = "UTC"               , 2026-11-22T12:00:00Z, true
            days = "sat-mon"; zone = "UTC"               , 2026-11-24T12:00:00Z, false
            days = "mon"; zone = "Asia/Tokyo"            , 2026-11-22T15:00:00Z, true
            """)
    void holdsAtTheseTimesOfTheseDays(String keys, String now, boolean holds) {
        assertThat(holds(keys.strip(), now)).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T21:59:59Z, false",
        "2026-11-23T22:00:00Z, true",
        "2026-11-24T05:59:59Z, true",
        "2026-11-24T06:00:00Z, false",
        "2026-11-24T22:00:00Z, false",
        "2026-11-23T05:00:00Z, false",
    })
    void aNightBelongsToTheDayOnWhichItStarts(String now, boolean holds) {
        assertThat(holds("time = \"22:00-06:00\"; days = [\"mon\"]; zone = \"UTC\"", now))
                .isEqualTo(holds);
    }
}
