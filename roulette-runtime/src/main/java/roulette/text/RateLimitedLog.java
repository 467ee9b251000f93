package roulette.text;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs warnings of one kind, at most one per period. Each has the number of those suppressed since the one before. For
 * any thread.
 */
public final class RateLimitedLog {
    private final Logger log;
    private final long period;
    private final LongSupplier nanoTime;
    private final AtomicLong due;
    private final AtomicLong suppressed = new AtomicLong();

    public RateLimitedLog(Logger log, Duration period) {
        this(log, period, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    public RateLimitedLog(Logger log, Duration period, LongSupplier nanoTime) {
        this.log = log;
        this.period = period.toNanos();
        this.nanoTime = nanoTime;
        due = new AtomicLong(nanoTime.getAsLong());
    }

    /**
     * Logs, or counts what is suppressed. Returns whether it was logged.
     *
     * @param arguments replace {@code {}} in the message
     */
    public boolean warn(String message, Object... arguments) {
        long now = nanoTime.getAsLong();
        long from = due.get();
        if (now - from < 0 || !due.compareAndSet(from, now + period)) {
            suppressed.incrementAndGet();
            return false;
        }
        long before = suppressed.getAndSet(0);
        log.warn(before == 0 ? message : message + " (and " + before + " times since the last such line)", arguments);
        return true;
    }
}
