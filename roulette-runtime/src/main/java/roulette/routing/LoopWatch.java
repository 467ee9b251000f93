package roulette.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.RateLimitedLog;

/** Warns of a router that blocks its loop, at most once a minute. For any thread. */
public final class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final long THRESHOLD = Duration.ofMillis(50).toNanos();

    private final String router;
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private final AtomicLong slowCalls = new AtomicLong();

    LoopWatch(String router) {
        this.router = router;
    }

    /** A call took this many nanoseconds on the loop. */
    void took(long nanos) {
        if (nanos < THRESHOLD) {
            return;
        }
        log.warn(
                "router {} blocked a network thread, and all its connections, for {} ms ({} times so far); a router"
                        + " that may take long must return true from blocks()",
                router,
                nanos / 1_000_000,
                slowCalls.incrementAndGet());
    }

    /** How many calls took too long. */
    public long slowCalls() {
        return slowCalls.get();
    }
}
