package roulette.eventloop;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * The timers of one loop: a wheel of slots, one per tick, swept by the loop. A timer due beyond the wheel's range waits
 * in its last slot and is rearmed from there; a postponed timer is not moved until its old slot is swept, so postponing
 * costs nothing. Confined to the loop's thread, except {@link #armed()}.
 *
 * <p>Time in which the loop could not run does not count: if the process was suspended, or a router blocked the loop,
 * every deadline is postponed by that time.
 */
public final class TimerWheel {
    /** The precision of timers: one fires at most this much late, and never early. */
    public static final Duration TICK = Duration.ofMillis(50);

    public static final long NEVER = Long.MAX_VALUE;

    /** Longer delays never expire. */
    private static final Duration FAR = Duration.ofDays(36_500);

    private static final int SLOTS = 1024;

    /** The longest normal time between two sweeps; if more has passed, the loop could not run. */
    private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

    private final Timer[] slots = new Timer[SLOTS];
    private final Timer sweeping = Timer.head();
    private final LongSupplier clock;
    private final long start;

    /** Nanoseconds that do not count because the loop could not run. */
    private long lost;

    /** When the last sweep was, or when the first timer was armed after there was none. */
    private long swept;

    private long tick;
    private volatile int armed;

    TimerWheel() {
        this(System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime()} */
    public TimerWheel(LongSupplier clock) {
        this.clock = clock;
        start = clock.getAsLong();
        Arrays.setAll(slots, slot -> Timer.head());
    }

    /** Nanoseconds since an arbitrary moment, without those in which the loop could not run. */
    public long now() {
        long moment = clock.getAsLong();
        if (armed > 0 && moment - swept > LONGEST_PAUSE) {
            lost += moment - swept - TICK.toNanos();
            swept = moment;
        }
        return moment - lost;
    }

    /** The first tick at which this much time will have passed from now. */
    public long after(Duration time) {
        long moment = momentAfter(time);
        return moment == NEVER ? NEVER : at(moment);
    }

    /** The moment of {@link #now()} at which this much time will have passed, or {@link #NEVER}. */
    public long momentAfter(Duration time) {
        return time.compareTo(FAR) > 0 ? NEVER : now() + time.toNanos();
    }

    /** The first tick that is not before this moment of {@link #now()}. */
    public long at(long moment) {
        return (moment - start) / TICK.toNanos() + 1;
    }

    /** Whether any timer is armed. For any thread. */
    boolean armed() {
        return armed > 0;
    }

    /** Fires all timers that are due. */
    void sweep() {
        long now = elapsed();
        swept = clock.getAsLong();
        // After a long pause, one revolution reaches every slot.
        long from = Math.max(tick + 1, now - SLOTS + 1);
        tick = now;
        for (long slot = from; slot <= now; slot++) {
            sweepSlot((int) (slot % SLOTS), now);
        }
    }

    private void sweepSlot(int slot, long now) {
        sweeping.takeAll(slots[slot]);
        for (Timer timer = sweeping.first(); timer != null; timer = sweeping.first()) {
            off(timer);
            long due = timer.due > now ? timer.due : expire(timer, now);
            // The callback may have armed it already.
            if (due != NEVER && !timer.isLinked()) {
                arm(timer, Math.max(due, now + 1));
            }
        }
    }

    /** A timer that throws does not affect the others of its slot. */
    private static long expire(Timer timer, long now) {
        try {
            return timer.expiry.due(now);
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: a timer's callback failed", failure);
            return NEVER;
        }
    }

    /** Arms a timer, or moves it. */
    public void set(Timer timer, long due) {
        if (timer.isLinked() && due >= timer.due && due != NEVER) {
            timer.due = due;
            return;
        }
        off(timer);
        if (due != NEVER) {
            arm(timer, due);
        }
    }

    /** Stops a timer. Does nothing if it is not armed. */
    public void off(Timer timer) {
        if (timer.isLinked()) {
            timer.unlink();
            setArmed(armed - 1);
        }
    }

    private void arm(Timer timer, long due) {
        if (armed == 0) {
            // No sweeps happened while no timer was armed.
            swept = clock.getAsLong();
            tick = elapsed();
        }
        timer.due = due;
        long at = Math.clamp(due, tick + 1, tick + SLOTS - 1);
        timer.linkBefore(slots[(int) (at % SLOTS)]);
        setArmed(armed + 1);
    }

    // Written by the loop's thread only.
    private void setArmed(int count) {
        armed = count;
    }

    private long elapsed() {
        return (now() - start) / TICK.toNanos();
    }
}
