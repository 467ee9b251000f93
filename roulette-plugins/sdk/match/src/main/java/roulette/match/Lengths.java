package roulette.match;

import java.util.Collection;
import java.util.Comparator;

/** The lengths of patterns, so that lookups depend on the patterns and not on the client's input. */
final class Lengths {
    private Lengths() {}

    /** The distinct lengths, longest first. */
    static int[] of(Collection<String> patterns) {
        return patterns.stream()
                .map(String::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
