package roulette.eventloop;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Warns of a shortage of buffers, at most once a minute. For any thread. */
public final class MemoryWatch {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryWatch.class);
    private static final long INTERVAL = Duration.ofMinutes(1).toNanos();

    private final BufferMemory memory;
    private final boolean shortOfLarge;
    private final AtomicLong nextWarning = new AtomicLong(System.nanoTime());

    /** @param shortOfLarge whether more memory would mean more large buffers */
    public MemoryWatch(BufferMemory memory, boolean shortOfLarge) {
        this.memory = memory;
        this.shortOfLarge = shortOfLarge;
    }

    /** A reader got a small buffer because all large ones are in use. */
    void largeExhausted() {
        if (shortOfLarge && isTime()) {
            LOG.warn(
                    "large buffers are used up, so transfers use small ones, at more CPU per byte; buffers have {}"
                            + " bytes, limited by {}: raise that limit (logged at most once a minute)",
                    memory.bytes(),
                    memory.limit());
        }
    }

    /** A buffer was refused, or a new client was not accepted for lack of buffers. */
    void exhausted() {
        if (isTime()) {
            LOG.warn(
                    "the memory for buffers is used up, so new clients wait until others leave; buffers have {} bytes,"
                            + " limited by {}: raise that limit, or lower limits.connections (logged at most once a"
                            + " minute)",
                    memory.bytes(),
                    memory.limit());
        }
    }

    private boolean isTime() {
        long now = System.nanoTime();
        long next = nextWarning.get();
        return now - next >= 0 && nextWarning.compareAndSet(next, now + INTERVAL);
    }
}
