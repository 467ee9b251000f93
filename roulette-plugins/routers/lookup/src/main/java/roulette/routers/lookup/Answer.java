package roulette.routers.lookup;

import java.util.List;
import roulette.api.Target;

/**
 * What the database said.
 *
 * @param targets in the order of their rows
 * @param flawed whether there were rows that have no valid target; they are left out
 */
record Answer(List<Target> targets, boolean flawed) {
    static final Answer NO_ROW = new Answer(List.of(), false);

    /** What the cache itself needs for an entry. */
    private static final int ENTRY = 250;

    private static final int EACH_TARGET = 80;
    private static final int EACH_LETTER = 2;

    Answer {
        targets = List.copyOf(targets);
    }

    /** About how much memory it takes where it is remembered. */
    int bytes() {
        int bytes = ENTRY;
        for (Target target : targets) {
            bytes += EACH_TARGET + EACH_LETTER * target.toString().length();
        }
        return bytes;
    }
}
