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
        if (used.addAndGet(bytes) <= limit) {
            return true;
        }
        used.addAndGet(-bytes);
        return false;
    }

    void give(int bytes) {
        used.addAndGet(-bytes);
    }

    public long used() {
        return used.get();
    }
}
