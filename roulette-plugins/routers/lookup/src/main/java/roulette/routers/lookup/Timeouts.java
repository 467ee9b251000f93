package roulette.routers.lookup;

import java.time.Duration;

/** Durations for APIs that accept only whole seconds. */
final class Timeouts {
    private Timeouts() {}

    /** Rounded up, so never 0, which would mean no limit. */
    static long seconds(Duration duration) {
        return (duration.toMillis() + 999) / 1000;
    }
}
