package roulette.eventloop;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LimitLog;
import roulette.text.RateLimitedLog;

/** Warns of a shortage of buffers. For any thread. */
public final class MemoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final BufferMemory memory;
    private final boolean shortOfLarge;
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    private final LimitLog full;

    /** @param shortOfLarge whether more memory would mean more large buffers */
    public MemoryWatch(BufferMemory memory, boolean shortOfLarge) {
        this.memory = memory;
        this.shortOfLarge = shortOfLarge;
        full = new LimitLog(
                LOG,
                "the limit of memory for buffers, " + memory + ",",
                "new clients wait until connections end; raise that limit, or lower limits.connections");
    }

    /** A reader got a small buffer because all large ones are in use. */
    void largeExhausted() {
        if (shortOfLarge) {
            log.warn(
                    "large buffers are used up, so transfers use small ones, at more CPU per byte; buffers have {}: raise"
                            + " that limit (logged at most once a minute)",
                    memory);
        }
    }

    /** A buffer was refused, or a new client was not accepted for lack of buffers. */
    void exhausted() {
        full.reached();
    }

    /** A client that was not accepted for lack of buffers still waits. */
    void stillExhausted() {
        full.stillReached();
    }

    /** How often {@link #exhausted} happened. */
    public long timesExhausted() {
        return full.times();
    }

    /** Logs that there are buffers again. By one thread. */
    public void sweep() {
        full.sweep();
    }
}
