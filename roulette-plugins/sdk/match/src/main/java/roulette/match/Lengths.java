package roulette.match;

import java.util.Collection;
import java.util.Comparator;

/** How long patterns are: a map looks once for each length, and not once for each part of what a client sends. */
final class Lengths {
    private Lengths() {}

    /** The lengths of these, each once, longest first. */
    static int[] of(Collection<String> patterns) {
        return patterns.stream()
                .map(String::length)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
