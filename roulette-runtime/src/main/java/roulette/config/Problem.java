package roulette.config;

import java.util.Comparator;
import roulette.text.OneLine;

/** A problem and its place. Ordered as in the file; problems without a position come first. */
record Problem(Place place, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(problem -> problem.place().where(), Comparator.nullsFirst(Comparator.naturalOrder()));

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** One line: {@code conf/roulette.toml:12:3: listeners[0].bind: what is wrong}. */
    @Override
    public String toString() {
        String path = place.path().isEmpty() ? "" : ": " + place.path();
        return OneLine.of(place + path + ": " + message);
    }
}
