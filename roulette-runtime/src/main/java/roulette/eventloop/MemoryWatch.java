package roulette.eventloop;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.RateLimitedLog;

/** Warns of a shortage of buffers, once a minute at most. For any thread. */
public final class MemoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);

    private final BufferMemory memory;
    private final boolean shortOfLarge;
    private final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));

    /** @param shortOfLarge whether more memory would mean more large buffers */
    public MemoryWatch(BufferMemory memory, boolean shortOfLarge) {
        this.memory = memory;
        this.shortOfLarge = shortOfLarge;
    }

    /** A reader got a small buffer, as the large ones are all in use. */
    void spent() {
        if (shortOfLarge) {
            log.warn(
                    "large buffers are used up: transfers go on with small ones, at more CPU for each byte; buffers have"
                            + " {}: raise that (this is said once a minute)",
                    memory);
        }
    }

    /** Somebody got no buffer, or a new client was not accepted for want of them. */
    void exhausted() {
        log.warn(
                "the memory for buffers is used up: new clients wait until others have gone; buffers have {}: raise that,"
                        + " or lower limits.connections (this is said once a minute)",
                memory);
    }
}
