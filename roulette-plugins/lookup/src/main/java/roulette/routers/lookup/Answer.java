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

    Answer {
        targets = List.copyOf(targets);
    }
}
