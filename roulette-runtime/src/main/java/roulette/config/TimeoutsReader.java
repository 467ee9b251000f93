package roulette.config;

import java.time.Duration;
import roulette.options.Timeouts;

/** Reads {@code [timeouts]}, and the timeouts of a listener. */
final class TimeoutsReader {
    private static final Timeouts USUAL = new Timeouts(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ZERO,
            Duration.ofSeconds(30));

    private TimeoutsReader() {}

    static Timeouts read(Table table, Problems problems) {
        return readOr(USUAL, table, problems, problems.read(table, "drain", Kind.DURATION, USUAL.drain()));
    }

    /** The timeouts of a listener; {@code drain} is for all listeners together. */
    static Timeouts readOr(Timeouts proxys, Table table, Problems problems) {
        return readOr(proxys, table, problems, proxys.drain());
    }

    private static Timeouts readOr(Timeouts others, Table table, Problems problems, Duration drain) {
        return new Timeouts(
                problems.read(table, "proxy-header", Kind.DURATION, others.proxyHeader()),
                problems.read(table, "routing", Kind.DURATION, others.routing()),
                problems.read(table, "conversation", Kind.DURATION, others.conversation()),
                problems.read(table, "connect", Kind.DURATION, others.connect()),
                problems.read(table, "forward", Kind.DURATION, others.forward()),
                problems.read(table, "idle", Kind.DURATION, others.idle()),
                problems.read(table, "half-closed", Kind.DURATION, others.halfClosed()),
                problems.read(table, "lifetime", Kind.DURATION, others.lifetime()),
                drain);
    }
}
