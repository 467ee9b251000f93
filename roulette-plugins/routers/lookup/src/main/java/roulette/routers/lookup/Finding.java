package roulette.routers.lookup;

import java.time.Duration;

/** What is known of where a client goes. */
sealed interface Finding {
    /** The database said so just now, or within the time for which answers are kept. */
    record Fresh(Answer answer) implements Finding {}

    /** The database can't be asked; it said so this long ago. */
    record Stale(Answer answer, Duration age) implements Finding {}

    /** The database has not answered, for this reason, and nothing is remembered. */
    record Unavailable(String reason) implements Finding {}
}
