package roulette.net;

import java.time.Duration;
import java.util.Arrays;

/**
 * The deadlines of one loop: a wheel of slots, one per tick, swept by the loop. What is due later than the wheel is
 * long waits in its last slot and is looked at again from there; what is put off is not moved until its old slot is
 * swept, so that putting off costs nothing. Confined to the loop's thread, but for {@link #armed()}.
 */
final class Deadlines {
    /** How exact deadlines are: one is met at most this much late, and never early. */
    static final Duration TICK = Duration.ofMillis(50);

    static final long NEVER = Long.MAX_VALUE;

    /** What is farther off never comes. */
    private static final Duration FAR = Duration.ofDays(36_500);

    private static final int SLOTS = 1024;

    private final Deadline[] slots = new Deadline[SLOTS];
    private final Deadline sweeping = Deadline.head();
    private final long start = System.nanoTime();
    private long tick;
    private volatile int armed;

    Deadlines() {
        Arrays.setAll(slots, slot -> Deadline.head());
    }

    /** The present as the last sweep saw it; up to a tick behind. */
    long tick() {
        return tick;
    }

    /** The first tick at which this much time will have passed since now. */
    long after(Duration time) {
        return time.compareTo(FAR) > 0 ? NEVER : at(System.nanoTime() + time.toNanos());
    }

    /** The first tick that is not before this moment of {@link System#nanoTime()}. */
    long at(long nanoTime) {
        return (nanoTime - start) / TICK.toNanos() + 1;
    }

    /** Whether there is anything to sweep. May be asked by any thread. */
    boolean armed() {
        return armed > 0;
    }

    /** Brings {@link #tick()} up to date where nothing was swept for want of anything to sweep. */
    void wake() {
        if (armed == 0) {
            tick = elapsed();
        }
    }

    /** Calls everything that is due by now. */
    void sweep() {
        long now = elapsed();
        // After a long pause one turn of the wheel reaches every slot.
        long from = Math.max(tick + 1, now - SLOTS + 1);
        tick = now;
        for (long slot = from; slot <= now; slot++) {
            sweepSlot((int) (slot % SLOTS), now);
        }
    }

    private void sweepSlot(int slot, long now) {
        sweeping.takeAll(slots[slot]);
        for (Deadline deadline = sweeping.first(); deadline != null; deadline = sweeping.first()) {
            off(deadline);
            long due = deadline.due > now ? deadline.due : deadline.expiry.due(now);
            // What it called may have armed it already.
            if (due != NEVER && !deadline.isLinked()) {
                arm(deadline, Math.max(due, now + 1));
            }
        }
    }

    /** Arms a deadline, or moves it. */
    void set(Deadline deadline, long due) {
        if (deadline.isLinked() && due >= deadline.due && due != NEVER) {
            deadline.due = due;
            return;
        }
        off(deadline);
        if (due != NEVER) {
            arm(deadline, due);
        }
    }

    /** Switches a deadline off. Does nothing where it is not armed. */
    void off(Deadline deadline) {
        if (deadline.isLinked()) {
            deadline.unlink();
            setArmed(armed - 1);
        }
    }

    private void arm(Deadline deadline, long due) {
        deadline.due = due;
        long at = Math.clamp(due, tick + 1, tick + SLOTS - 1);
        deadline.linkBefore(slots[(int) (at % SLOTS)]);
        setArmed(armed + 1);
    }

    // Written by the loop's thread only.
    private void setArmed(int count) {
        armed = count;
    }

    private long elapsed() {
        return (System.nanoTime() - start) / TICK.toNanos();
    }
}
