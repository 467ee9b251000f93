package roulette.routers.moon;

import java.time.Instant;
import java.util.Locale;

/**
 * The four principal phases, in the order in which they follow each other. Each is the period of about a week centred
 * on its instant: an elongation within 45 degrees of 0, 90, 180 and 270.
 */
enum MoonPhase {
    NEW_MOON,
    FIRST_QUARTER,
    FULL_MOON,
    LAST_QUARTER;

    /** The phase at this instant. */
    static MoonPhase at(Instant instant) {
        return ofElongation(Elongation.at(instant));
    }

    /** The phase of this elongation, from 0 to 360 degrees. */
    static MoonPhase ofElongation(double degrees) {
        return values()[(int) ((degrees + 45) / 90) % values().length];
    }

    /** The phase as a settings key: {@code new-moon}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
