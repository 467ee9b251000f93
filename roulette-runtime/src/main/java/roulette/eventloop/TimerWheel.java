package roulette.eventloop;

import java.time.Duration;
import java.util.Arrays;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * The deadlines of one loop: a wheel of slots, one per tick, swept by the loop. What is due later than the wheel is
 * long waits in its last slot and is looked at again from there; what is put off is not moved until its old slot is
 * swept, so that putting off costs nothing. Confined to the loop's thread, but for {@link #armed()}.
 *
 * <p>Time in which nobody could act does not count: when the process was suspended, or a router held the loop, every
 * deadline is put off by as much.
 */
public final class TimerWheel {
    /** How exact deadlines are: one is met at most this much late, and never early. */
    public static final Duration TICK = Duration.ofMillis(50);

    public static final long NEVER = Long.MAX_VALUE;

    /** What is farther off never comes. */
    private static final Duration FAR = Duration.ofDays(36_500);

    private static final int SLOTS = 1024;

    /** Between two sweeps; if more has passed, the loop could not run. */
    private static final long LONGEST_PAUSE = Duration.ofMillis(500).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(TimerWheel.class);

    private final Timer[] slots = new Timer[SLOTS];
    private final Timer sweeping = Timer.head();
    private final LongSupplier clock;
    private final long start;

    /** Nanoseconds that do not count. */
    private long lost;

    /** When the last sweep was, or the first deadline was armed since there was one. */
    private long swept;

    private long tick;
    private volatile int armed;

    TimerWheel() {
        this(System::nanoTime);
    }

    /** @param clock as {@link System#nanoTime()} */
    TimerWheel(LongSupplier clock) {
        this.clock = clock;
        start = clock.getAsLong();
        Arrays.setAll(slots, slot -> Timer.head());
    }

    /** Nanoseconds since some moment, without those in which nobody could act. */
    public long now() {
        long moment = clock.getAsLong();
        if (armed > 0 && moment - swept > LONGEST_PAUSE) {
            lost += moment - swept - TICK.toNanos();
            swept = moment;
        }
        return moment - lost;
    }

    /** The first tick at which this much time will have passed since now. */
    public long after(Duration time) {
        return time.compareTo(FAR) > 0 ? NEVER : at(now() + time.toNanos());
    }

    /** The first tick that is not before this moment of {@link #now()}. */
    public long at(long moment) {
        return (moment - start) / TICK.toNanos() + 1;
    }

    /** Whether there is anything to sweep. May be asked by any thread. */
    boolean armed() {
        return armed > 0;
    }

    /** Calls everything that is due by now. */
    void sweep() {
        long now = elapsed();
        swept = clock.getAsLong();
        // After a long pause one turn of the wheel reaches every slot.
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
            // What it called may have armed it already.
            if (due != NEVER && !timer.isLinked()) {
                arm(timer, Math.max(due, now + 1));
            }
        }
    }

    /** One that fails does not take the others of its slot with it. */
    private static long expire(Timer timer, long now) {
        try {
            return timer.expiry.due(now);
        } catch (Throwable mistake) {
            LastResort.log(LOG, "a mistake in Roulette: a timer could not be expired", mistake);
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

    /** Stops a timer. Does nothing where it is not armed. */
    public void off(Timer timer) {
        if (timer.isLinked()) {
            timer.unlink();
            setArmed(armed - 1);
        }
    }

    private void arm(Timer timer, long due) {
        if (armed == 0) {
            // Nothing was swept meanwhile, for there was nothing to sweep.
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
