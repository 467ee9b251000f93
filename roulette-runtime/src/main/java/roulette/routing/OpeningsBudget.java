package roulette.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that all openings together may take. The first 2 KiB of each are always granted, so that those who want
 * much can't keep out those who want little. For any thread.
 */
public final class OpeningsBudget {
    private final long limit;
    private final AtomicLong used = new AtomicLong();

    public OpeningsBudget(long limit) {
        this.limit = limit;
    }

    void takeAnyhow(int bytes) {
        used.addAndGet(bytes);
    }

    /** Takes so many bytes, if there are as many left. */
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
