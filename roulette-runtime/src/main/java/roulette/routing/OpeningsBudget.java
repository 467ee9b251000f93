package roulette.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory limit of all openings together. The first 2 KiB of each are always granted, so that large openings can't
 * block small ones. For any thread.
 */
public final class OpeningsBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public OpeningsBudget(long limit) {
        this.limit = limit;
    }

    void takeAlways(int bytes) {
        used.addAndGet(bytes);
    }

    /** Takes this many bytes, if available. */
    boolean take(int bytes) {
        // Not added first and taken back: who asks meanwhile for what fits would be refused.
        long now = used.get();
        while (now + bytes <= limit) {
            long seen = used.compareAndExchange(now, now + bytes);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void give(int bytes) {
        used.addAndGet(-bytes);
    }

    public long used() {
        return used.get();
    }
}
