package roulette.routing;

import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LimitLog;

/**
 * The memory limit of all openings together. The first 2 KiB of each are always granted, so that large openings can't
 * block small ones. For any thread.
 */
public final class OpeningsBudget {
    private static final Logger LOG = LoggerFactory.getLogger(OpeningsBudget.class);

    private final long limit;
    private final LimitLog full;
    private final AtomicLong used = new AtomicLong();

    public OpeningsBudget(long limit) {
        this.limit = limit;
        full = new LimitLog(
                LOG,
                "limits.openings = " + limit + " bytes",
                "clients that are not routed by their first 2 KiB are closed");
    }

    void takeAlways(int bytes) {
        used.addAndGet(bytes);
    }

    /** Takes this many bytes, if available. */
    boolean take(int bytes) {
        // Not added first and subtracted on failure: a concurrent smaller request that fits would be refused.
        long now = used.get();
        while (now + bytes <= limit) {
            long seen = used.compareAndExchange(now, now + bytes);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        full.reached();
        return false;
    }

    void give(int bytes) {
        used.addAndGet(-bytes);
    }

    public long limit() {
        return limit;
    }

    /** How often there was not enough left. */
    public long timesFull() {
        return full.times();
    }

    /** Logs that the limit is no longer reached. By one thread. */
    public void sweep() {
        full.sweep();
    }

    public long used() {
        return used.get();
    }
}
