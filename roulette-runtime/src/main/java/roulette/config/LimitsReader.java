package roulette.config;

import roulette.options.Limits;
import roulette.options.ListenerLimits;

/** Reads {@code [limits]}, and the limits of a listener. */
final class LimitsReader {
    private static final Kind<Integer> COUNT = Kind.LONG_INTEGER.then(number -> atLeast(0, number));

    /** More is not accepted in a second anyway; a nanosecond must be shorter than the interval of two connections. */
    private static final int HIGHEST_RATE = 10_000_000;

    private static final Kind<Integer> RATE = Kind.LONG_INTEGER.then(LimitsReader::rate);

    private static final long SMALLEST_OPENINGS = 64 << 10;

    private static final int SMALLEST_OPENING = 512;
    private static final int LARGEST_OPENING = 1 << 20;

    private LimitsReader() {}

    /** {@code connections} of 0 means 10,000, or as many as the open files allow. */
    static Limits read(Table table, Problems problems) {
        int opening = problems.read(table, "opening", Kind.SIZE.then(LimitsReader::openingSize), 16 << 10);
        return new Limits(
                problems.read(table, "connections", COUNT, 0),
                problems.read(table, "per-client", COUNT, 0),
                problems.read(table, "rate", RATE, 0),
                problems.read(table, "per-client-rate", RATE, 0),
                opening,
                problems.read(table, "openings", Kind.SIZE.then(bytes -> openingsSize(bytes, opening)), 64L << 20),
                problems.read(table, "calls", Kind.LONG_INTEGER.then(number -> atLeast(1, number)), 256));
    }

    static ListenerLimits ofListener(Table table, Problems problems) {
        return new ListenerLimits(
                problems.read(table, "connections", COUNT, 0),
                problems.read(table, "per-client", COUNT, 0),
                problems.read(table, "rate", RATE, 0),
                problems.read(table, "per-client-rate", RATE, 0));
    }

    private static int rate(long number) {
        if (number < 0 || number > HIGHEST_RATE) {
            throw new IllegalArgumentException(
                    "must be 0 to " + HIGHEST_RATE + " connections per second, but is " + number);
        }
        return (int) number;
    }

    private static int atLeast(int least, long number) {
        if (number < least || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be " + least + " to " + Integer.MAX_VALUE + ", but is " + number);
        }
        return (int) number;
    }

    /** An opening's buffer grows to four times the limit of its size; at least one must fit. */
    private static long openingsSize(long bytes, int opening) {
        if (bytes < SMALLEST_OPENINGS) {
            throw new IllegalArgumentException("must be at least \"64 KiB\", but is " + bytes + " bytes");
        }
        if (bytes < 4L * opening) {
            throw new IllegalArgumentException("must be at least four times limits.opening, which is " + opening
                    + " bytes, but is " + bytes + " bytes");
        }
        return bytes;
    }

    private static int openingSize(long bytes) {
        if (bytes < SMALLEST_OPENING || bytes > LARGEST_OPENING) {
            throw new IllegalArgumentException("must be from \"512\" to \"1 MiB\", but is " + bytes + " bytes");
        }
        return (int) bytes;
    }
}
