package roulette.config;

import java.time.Duration;
import roulette.options.Timeouts;

/** Reads {@code [timeouts]}. */
final class TimeoutsReader {
    private TimeoutsReader() {}

    static Timeouts read(Table table, Problems problems) {
        return new Timeouts(
                problems.read(table, "proxy-header", Kind.DURATION, Duration.ofSeconds(3)),
                problems.read(table, "routing", Kind.DURATION, Duration.ofSeconds(5)),
                problems.read(table, "conversation", Kind.DURATION, Duration.ofSeconds(30)),
                problems.read(table, "connect", Kind.DURATION, Duration.ofSeconds(5)),
                problems.read(table, "idle", Kind.DURATION, Duration.ofHours(1)),
                problems.read(table, "half-closed", Kind.DURATION, Duration.ofMinutes(1)),
                problems.read(table, "drain", Kind.DURATION, Duration.ofSeconds(30)));
    }
}
