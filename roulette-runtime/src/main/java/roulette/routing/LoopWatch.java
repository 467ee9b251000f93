package roulette.routing;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.eventloop.EventLoop;
import roulette.text.LastResort;
import roulette.text.RateLimitedLog;

/** Watches the calls of a router on the loops: warns of one that blocks its loop, at most once a minute. For any thread. */
public final class LoopWatch {
    private static final Logger LOG = LoggerFactory.getLogger(LoopWatch.class);
    private static final long THRESHOLD = Duration.ofMillis(50).toNanos();

    private final String router;

    /** Names the router in the warning of a blocked loop. */
    private final String holder;

    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private final AtomicLong slowCalls = new AtomicLong();

    LoopWatch(String router) {
        this.router = router;
        holder = "router " + router + ", which must return true from blocks() if it may take long";
    }

    /** A call begins on the loop's thread, which is this one. Returns what {@link #leave} needs. */
    public long enter(EventLoop loop) {
        loop.holder = holder;
        return System.nanoTime();
    }

    /** The call has returned or thrown. Throws nothing. */
    public void leave(EventLoop loop, long begun) {
        long nanos = System.nanoTime() - begun;
        loop.holder = null;
        // An interrupt that the router left on this thread would reach the next call, perhaps another router's.
        boolean unused = Thread.interrupted();
        if (nanos < THRESHOLD) {
            return;
        }
        try {
            log.warn(
                    "router {} blocked a network thread, and all its connections, for {} ms ({} times so far); a router"
                            + " that may take long must return true from blocks()",
                    router,
                    nanos / 1_000_000,
                    slowCalls.incrementAndGet());
        } catch (Throwable shortage) {
            LastResort.log(LOG, "router {} blocked a network thread", router, shortage);
        }
    }

    /** How many calls took too long. */
    public long slowCalls() {
        return slowCalls.get();
    }
}
