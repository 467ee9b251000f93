package roulette.routers.socks;

import java.util.List;
import java.util.stream.Stream;

/** A set of ports. */
record Ports(List<Range> ranges) {
    private record Range(int first, int last) {
        boolean contains(int port) {
            return first <= port && port <= last;
        }
    }

    /**
     * Reads {@code 443}, {@code 80,443}, {@code 8000-8100}, or {@code *} for all.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Ports parse(String text) {
        return new Ports(Stream.of(text.split(",", -1)).map(Ports::range).toList());
    }

    private static Range range(String text) {
        if (text.equals("*")) {
            return new Range(1, 65535);
        }
        int hyphen = text.indexOf('-');
        Range range = hyphen < 0
                ? new Range(port(text), port(text))
                : new Range(port(text.substring(0, hyphen)), port(text.substring(hyphen + 1)));
        if (range.first > range.last) {
            throw new IllegalArgumentException("\"" + text + "\" ends before it begins");
        }
        return range;
    }

    private static int port(String digits) {
        int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("\"" + digits + "\" is not a port from 1 to 65535");
        }
        return port;
    }

    boolean contain(int port) {
        return ranges.stream().anyMatch(range -> range.contains(port));
    }
}
