package roulette.text;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs warnings of one kind, one in a period at the most. Each says how many were left out since the one before. For any
 * thread.
 */
public final class RateLimitedLog {
    private final Logger log;
    private final long period;
    private final LongSupplier nanoTime;
    private final AtomicLong due;
    private final AtomicLong leftOut = new AtomicLong();

    public RateLimitedLog(Logger log, Duration period) {
        this(log, period, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} is one */
    public RateLimitedLog(Logger log, Duration period, LongSupplier nanoTime) {
        this.log = log;
        this.period = period.toNanos();
        this.nanoTime = nanoTime;
        due = new AtomicLong(nanoTime.getAsLong());
    }

    /** @param arguments stand in the message as {@code {}} */
    public void warn(String message, Object... arguments) {
        long now = nanoTime.getAsLong();
        long from = due.get();
        if (now - from < 0 || !due.compareAndSet(from, now + period)) {
            leftOut.incrementAndGet();
            return;
        }
        long before = leftOut.getAndSet(0);
        log.warn(before == 0 ? message : message + " (and " + before + " times since the last such line)", arguments);
    }
}
