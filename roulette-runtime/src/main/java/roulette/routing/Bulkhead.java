package roulette.routing;

import static java.util.Objects.requireNonNull;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * Bounds the concurrent calls of one router that blocks. A call over the limit waits for its turn; a call that never
 * comes back keeps its place, and no other router's. Without locks, for any thread.
 */
public final class Bulkhead {
    /** A router with so many calls that nobody waits for any more, and that still run, gets no new ones. */
    private static final int MOST_LOST = 8;

    /** Fewer calls than these are not worth removing. */
    private static final int FEW = 64;

    /** A call that waits for its turn. */
    interface Turn {
        /**
         * Starts the call on a thread of the router; returns false where nobody waits for its answer any more, or it can't be
         * started. Only a call that was started leaves.
         */
        boolean begin(RouterThreads threads);

        /** Whether nobody waits for its answer any more, before it has begun. */
        boolean isGivenUp();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Bulkhead.class);

    private final String router;
    private final int limit;
    private final int mostLost;

    /** Null until it is opened. */
    private volatile @Nullable RouterThreads threads;

    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** Calls that were given up in the queue since it was last cleared of them. */
    private final AtomicInteger givenUp = new AtomicInteger();

    /** How many of those are worth clearing the queue. */
    private volatile int worthRemoving = FEW;

    public Bulkhead(String router, int limit) {
        this.router = router;
        this.limit = limit;
        mostLost = Math.min(MOST_LOST, limit);
    }

    /** Makes the router's threads. Before the first call; not needed for a router that does not block. */
    void open() {
        if (threads == null) {
            open(new RouterThreads(router, mostLost));
        }
    }

    void open(RouterThreads made) {
        threads = made;
    }

    /** Ends the router's threads, but for those of calls that still run. After the last call has begun. */
    public void close() {
        @Nullable RouterThreads made = threads;
        if (made != null) {
            made.close();
        }
    }

    private RouterThreads threads() {
        return requireNonNull(threads);
    }

    /** Starts the call now, or when its turn has come. */
    void enter(Turn turn) {
        waiting.add(turn);
        startWaiting();
    }

    /** Starts a task now, which leaves when it ends; returns its thread, or null where there is no place for it. */
    @Nullable
    public Thread tryEnter(Runnable task) {
        if (!takePlace()) {
            return null;
        }
        boolean begun = false;
        try {
            Thread thread = threads().newThread(task);
            thread.start();
            begun = true;
            return thread;
        } finally {
            if (!begun) {
                running.decrementAndGet();
            }
        }
    }

    /** A call has come back. */
    public void leave(boolean wasLost) {
        running.decrementAndGet();
        if (wasLost) {
            lost.decrementAndGet();
        }
        startWaiting();
    }

    /** A call that was lost was never started. */
    void notLost() {
        lost.decrementAndGet();
    }

    /** Nobody waits any more for the call on this thread, which still runs. */
    public void lose(Thread call) {
        int now = lost.incrementAndGet();
        threads().lost(call);
        if (now == mostLost) {
            LOG.warn(
                    "router {} is stuck: {} calls run on although nobody waits for them; it gets no new ones until"
                            + " some have come back",
                    router,
                    mostLost);
        }
    }

    /**
     * Nobody waits any more for a call that has not begun. Such calls are removed when they may be half of the queue: so
     * each costs little, and they hold little memory.
     */
    void giveUp() {
        if (givenUp.incrementAndGet() >= worthRemoving) {
            givenUp.set(0);
            waiting.removeIf(Turn::isGivenUp);
            worthRemoving = Math.max(FEW, waiting.size());
        }
    }

    /** How many calls are in the queue. */
    public int queued() {
        return waiting.size();
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && takePlace()) {
            @Nullable Turn turn = waiting.poll();
            if (turn == null) {
                running.decrementAndGet();
            } else {
                begin(turn);
            }
        }
    }

    private void begin(Turn turn) {
        boolean begun = false;
        try {
            begun = turn.begin(threads());
        } catch (Throwable mistake) {
            // Not the mistake of whoever came or left just now, and others wait.
            LastResort.log(LOG, "a mistake in Roulette: a call of router {} did not begin", router, mistake);
        } finally {
            if (!begun) {
                running.decrementAndGet();
            }
        }
    }

    private boolean takePlace() {
        if (lost.get() >= mostLost) {
            threads().replaceLost();
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
