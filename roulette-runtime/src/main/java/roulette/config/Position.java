package roulette.config;

import java.util.Comparator;

/**
 * A position in a configuration file.
 *
 * @param line counted from 1
 * @param column counted from 1, in characters
 */
public record Position(int line, int column) implements Comparable<Position> {
    private static final Comparator<Position> ORDER =
            Comparator.comparingInt(Position::line).thenComparingInt(Position::column);

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    /** The form {@code 12:3}. */
    @Override
    public String toString() {
        return line + ":" + column;
    }
}
