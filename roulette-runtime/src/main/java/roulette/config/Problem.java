package roulette.config;

import java.util.Comparator;
import java.util.regex.Pattern;

/** One thing that is wrong, and where. In the order of the file; what has no position comes first. */
record Problem(Place place, String message) implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER =
            Comparator.comparing(problem -> problem.place().where(), Comparator.nullsFirst(Comparator.naturalOrder()));
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f\\u2028\\u2029]");

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** One line: {@code conf/roulette.toml:12:3: listeners[0].bind: what is wrong}. */
    @Override
    public String toString() {
        String at = place.where() == null ? "" : ":" + place.where();
        String path = place.path().isEmpty() ? "" : ": " + place.path();
        return BREAKS.matcher(place.file() + at + path + ": " + message)
                .replaceAll(found -> "\\\\u%04x".formatted((int) found.group().charAt(0)));
    }
}
