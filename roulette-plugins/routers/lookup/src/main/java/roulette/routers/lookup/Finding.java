package roulette.routers.lookup;

import java.time.Duration;

/** The result of a lookup. */
sealed interface Finding {
    /** Answered by the database just now, or within the cache lifetime. */
    record Fresh(Answer answer) implements Finding {}

    /** The database can't be queried; this is its answer of the given age. */
    record Stale(Answer answer, Duration age) implements Finding {}

    /** The database has not answered, for this reason, and nothing is cached. */
    record Unavailable(String reason) implements Finding {}
}
