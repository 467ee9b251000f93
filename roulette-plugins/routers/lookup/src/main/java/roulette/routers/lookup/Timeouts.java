package roulette.routers.lookup;

import java.time.Duration;

/** Durations for interfaces that know whole seconds only. */
final class Timeouts {
    private Timeouts() {}

    /** Rounded up, so that it is never 0, which would be no limit. */
    static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
