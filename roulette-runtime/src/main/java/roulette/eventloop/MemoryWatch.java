package roulette.eventloop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of a shortage of buffers, once a minute at most. For any thread. */
public final class MemoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final long PAUSE = Duration.ofMinutes(1).toNanos();

    private final BufferMemory memory;
    private final boolean shortOfLarge;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /** @param shortOfLarge whether more memory would mean more large buffers */
    public MemoryWatch(BufferMemory memory, boolean shortOfLarge) {
        this.memory = memory;
        this.shortOfLarge = shortOfLarge;
    }

    /** A reader got a small buffer, as the large ones are all in use. */
    void spent() {
        if (shortOfLarge && isTime()) {
            LOG.warn(
                    "large buffers are used up: transfers go on with small ones, at more CPU for each byte; buffers have"
                            + " {} bytes, limited by {}: raise that (this is said once a minute)",
                    memory.bytes(),
                    memory.limit());
        }
    }

    /** Somebody got no buffer, or a new client was not accepted for want of them. */
    void exhausted() {
        if (isTime()) {
            LOG.warn(
                    "the memory for buffers is used up: new clients wait until others have gone; buffers have {} bytes,"
                            + " limited by {}: raise that, or lower limits.connections (this is said once a minute)",
                    memory.bytes(),
                    memory.limit());
        }
    }

    private boolean isTime() {
        long now = System.nanoTime();
        long next = nextWarning.get();
        return now - next >= 0 && nextWarning.compareAndSet(next, now + PAUSE);
    }
}
