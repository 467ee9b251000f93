package roulette.routers.lookup;

import java.time.Duration;

/**
 * How long answers are cached.
 *
 * @param known answers with a target
 * @param unknown answers without one
 * @param stale all of them during an outage; zero: not at all
 * @param bytes the cache's maximum size, in bytes
 */
record CacheSettings(Duration known, Duration unknown, Duration stale, long bytes) {
    Duration fresh(Answer answer) {
        return answer.targets().isEmpty() ? unknown : known;
    }

    Duration longest() {
        Duration fresh = known.compareTo(unknown) > 0 ? known : unknown;
        return fresh.compareTo(stale) > 0 ? fresh : stale;
    }
}
