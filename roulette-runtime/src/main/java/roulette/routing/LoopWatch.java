package roulette.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.RateLimitedLog;

/** Names a router that holds up its loop, once a minute at most. For any thread. */
public final class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final long PATIENCE = Duration.ofMillis(50).toNanos();

    private final String router;
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private final AtomicLong held = new AtomicLong();

    LoopWatch(String router) {
        this.router = router;
    }

    /** A call took so many nanoseconds of the loop's time. */
    void took(long nanos) {
        if (nanos < PATIENCE) {
            return;
        }
        log.warn(
                "router {} held a network thread for {} ms ({} times so far), and every connection of that thread with it;"
                        + " a router that may take long must answer true from blocks()",
                router,
                nanos / 1_000_000,
                held.incrementAndGet());
    }

    /** How often a call took too long. */
    public long held() {
        return held.get();
    }
}
