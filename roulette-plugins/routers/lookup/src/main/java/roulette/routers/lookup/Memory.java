package roulette.routers.lookup;

import java.time.Duration;

/**
 * How long answers are remembered.
 *
 * @param known those with a target
 * @param unknown those without
 * @param stale all of them, when the database can't be asked; zero: not at all
 * @param bytes how much memory they may take
 */
record Memory(Duration known, Duration unknown, Duration stale, long bytes) {
    Duration fresh(Answer answer) {
        return answer.targets().isEmpty() ? unknown : known;
    }

    Duration longest() {
        Duration fresh = known.compareTo(unknown) > 0 ? known : unknown;
        return fresh.compareTo(stale) > 0 ? fresh : stale;
    }
}
