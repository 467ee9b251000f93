package roulette.net;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Bounds the concurrent calls of one router that blocks. A call over the limit waits for its turn; a call that never
 * comes back keeps its place, and no other router's. Without locks, for any thread.
 */
final class Bulkhead {
    /** A router with so many calls that nobody waits for any more, and that still run, gets no new ones. */
    static final int MOST_LOST = 16;

    /** A call that waits for its turn. */
    interface Turn {
        /** Starts the call; returns false where nobody waits for its answer any more. */
        boolean begin();
    }

    private final int limit;
    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    Bulkhead(int limit) {
        this.limit = limit;
    }

    /** Starts the call now, or when its turn has come. */
    void enter(Turn turn) {
        waiting.add(turn);
        startWaiting();
    }

    /** Starts the call now; returns false where there is no place for it. */
    boolean tryEnter(Turn turn) {
        if (!takePlace()) {
            return false;
        }
        if (!turn.begin()) {
            running.decrementAndGet();
        }
        return true;
    }

    /** A call has come back. */
    void leave(boolean wasLost) {
        if (wasLost) {
            lost.decrementAndGet();
        }
        running.decrementAndGet();
        startWaiting();
    }

    /** Nobody waits any more for a call that still runs. Returns whether that makes its router one that is stuck. */
    boolean lose() {
        return lost.incrementAndGet() == MOST_LOST;
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && takePlace()) {
            @Nullable Turn turn = waiting.poll();
            if (turn == null || !turn.begin()) {
                running.decrementAndGet();
            }
        }
    }

    private boolean takePlace() {
        if (lost.get() >= MOST_LOST) {
            return false;
        }
        int now = running.get();
        while (now < limit) {
            int seen = running.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }
}
