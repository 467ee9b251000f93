package roulette.net;

import java.time.Duration;
import roulette.eventloop.TimerWheel;

/**
 * A timeout of several steps together: {@code timeouts.conversation}, {@code timeouts.forward}, and {@code
 * timeouts.lifetime} for the whole connection. Confined to the loop's thread.
 */
final class TimeBudget {
    private final TimerWheel timers;

    /** The deadline, by {@link TimerWheel#now}; {@link TimerWheel#NEVER} without a limit. */
    private final long end;

    /**
     * @param limit zero: without limit
     * @param passed the time that has passed already
     */
    TimeBudget(TimerWheel timers, Duration limit, Duration passed) {
        this.timers = timers;
        end = limit.isZero() ? TimerWheel.NEVER : timers.momentAfter(limit.minus(passed));
    }

    boolean isOver() {
        return end != TimerWheel.NEVER && timers.now() >= end;
    }

    boolean isOver(long tick) {
        return tick >= due();
    }

    /**
     * The timeout of a step that begins now: its own, or the rest of this one if that is less, at least a nanosecond.
     * Zero: without limit.
     */
    Duration limit(Duration step) {
        if (end == TimerWheel.NEVER) {
            return step;
        }
        Duration left = Duration.ofNanos(Math.max(1, end - timers.now()));
        return step.isZero() || step.compareTo(left) > 0 ? left : step;
    }

    /** The tick at which such a step times out. */
    long due(Duration step) {
        return step.isZero() ? due() : Math.min(timers.after(step), due());
    }

    /** The tick at which this is over. */
    long due() {
        return end == TimerWheel.NEVER ? TimerWheel.NEVER : timers.at(end);
    }
}
