package roulette.routers.lookup;

import java.util.List;
import roulette.api.Target;

/**
 * The database's answer.
 *
 * @param targets in row order
 * @param flawed whether rows without a valid target were skipped
 */
record Answer(List<Target> targets, boolean flawed) {
    static final Answer NO_ROW = new Answer(List.of(), false);

    /** The cache's own overhead for an entry, in bytes. */
    private static final int ENTRY = 250;

    private static final int EACH_TARGET = 80;
    private static final int EACH_LETTER = 2;

    Answer {
        targets = List.copyOf(targets);
    }

    /** Approximate memory use of a cached answer, in bytes. */
    int bytes() {
        int bytes = ENTRY;
        for (Target target : targets) {
            bytes += EACH_TARGET + EACH_LETTER * target.toString().length();
        }
        return bytes;
    }
}
