package roulette.text;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.slf4j.Logger;

/**
 * Logs when a limit is reached, and when it has not been reached for ten seconds, at most one such pair a minute. Counts
 * how often it was reached. For any thread.
 */
public final class LimitLog {
    private static final Duration CLEAR_AFTER = Duration.ofSeconds(10);
    private static final Duration PERIOD = Duration.ofMinutes(1);

    private enum State {
        CLEAR,
        REACHED,
        /** Reached again within a minute of the last warning. */
        REACHED_SILENTLY
    }

    private final Logger log;
    private final String limit;
    private final String effect;
    private final LongSupplier nanoTime;
    private final LongAdder times = new LongAdder();
    private final AtomicReference<State> state = new AtomicReference<>(State.CLEAR);
    private volatile long last;

    // Written by whoever has changed the state to REACHED.
    private volatile long warned;
    private volatile long timesBefore;

    /**
     * @param limit the setting and its value, such as {@code limits.connections = 100}
     * @param effect what happens when it is reached
     */
    public LimitLog(Logger log, String limit, String effect) {
        this(log, limit, effect, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    LimitLog(Logger log, String limit, String effect, LongSupplier nanoTime) {
        this.log = log;
        this.limit = limit;
        this.effect = effect;
        this.nanoTime = nanoTime;
        warned = nanoTime.getAsLong() - PERIOD.toNanos();
    }

    /** Somebody had to wait or was refused because of the limit. */
    public void reached() {
        times.increment();
        stillReached();
    }

    /** Somebody who had to wait because of the limit still waits. */
    public void stillReached() {
        long now = nanoTime.getAsLong();
        last = now;
        State before = state.get();
        if (before == State.REACHED) {
            return;
        }
        if (now - warned < PERIOD.toNanos()) {
            state.compareAndSet(before, State.REACHED_SILENTLY);
        } else if (state.compareAndSet(before, State.REACHED)) {
            warned = now;
            timesBefore = times.sum() - 1;
            log.warn("{} is reached: {}", limit, effect);
        }
    }

    /** Logs that the limit is not reached any more, once that is so. To be called from time to time, by one thread. */
    public void sweep() {
        State before = state.get();
        if (before == State.CLEAR || nanoTime.getAsLong() - last < CLEAR_AFTER.toNanos()) {
            return;
        }
        if (state.compareAndSet(before, State.CLEAR) && before == State.REACHED) {
            log.warn(
                    "{} is no longer reached: it was for {} s, {} times",
                    limit,
                    Math.max(1, Duration.ofNanos(last - warned).toSeconds()),
                    times.sum() - timesBefore);
        }
    }

    /** How often the limit was reached. */
    public long times() {
        return times.sum();
    }
}
