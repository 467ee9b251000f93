package roulette.routing;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;
import roulette.text.LimitLog;
import roulette.text.RateLimitedLog;

/**
 * Limits the concurrent calls of one blocking router. A call over the limit is queued; a call that never returns
 * occupies a permit of its own router only. A call is lost if it still runs although its caller has stopped waiting.
 * Lock-free; for any thread.
 */
public final class Bulkhead {
    /** A router with this many lost calls gets no new ones. */
    private static final int MAX_LOST = 8;

    /** How many calls that no connection waits for may be queued. */
    static final int MAX_NOTICES = 1024;

    /** Below this number, cancelled calls are not removed from the queue. */
    private static final int MIN_REMOVED = 64;

    /** A queued call. */
    interface Turn {
        /**
         * Starts the call on a thread of the router. Returns false if its caller has stopped waiting, or it can't be
         * started; {@link #leave} is called only for a started call.
         */
        boolean begin(RouterThreads threads);

        /** Whether its caller stopped waiting before it was started. */
        boolean isGivenUp();
    }

    private static final Logger LOG = LoggerFactory.getLogger(Bulkhead.class);

    private final String router;
    private final int limit;
    private final int maxLost;

    /** Null until {@link #open}. */
    private volatile @Nullable RouterThreads threads;

    private final Queue<Turn> waiting = new ConcurrentLinkedQueue<>();
    private final LimitLog full;
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    /** Queued calls given up since they were last removed. */
    private final AtomicInteger givenUp = new AtomicInteger();

    /** Queued calls that no connection waits for. */
    private final AtomicInteger notices = new AtomicInteger();

    private final RateLimitedLog dropped = new RateLimitedLog(LOG, Duration.ofMinutes(1));

    /** No call begins any more. */
    private volatile boolean closed;

    /** The thread that waits until no call runs, if there is one. */
    private volatile @Nullable Thread awaiting;

    /** How many of those trigger their removal. */
    private volatile int removalThreshold = MIN_REMOVED;

    public Bulkhead(String router, int limit) {
        this.router = router;
        this.limit = limit;
        full = new LimitLog(
                LOG, "limits.calls = " + limit + " for router " + router, "further calls of this router wait");
        maxLost = Math.min(MAX_LOST, limit);
    }

    /** Creates the router's threads. Before the first call; only for a blocking router. */
    void open() {
        if (threads == null) {
            open(new RouterThreads(router, maxLost));
        }
    }

    void open(RouterThreads made) {
        threads = made;
    }

    /** Ends the router's threads, except those of running calls. Drops queued calls, as the router will be closed. */
    public void close() {
        closed = true;
        waiting.clear();
        int untold = notices.getAndSet(0);
        if (untold > 0) {
            LOG.warn(
                    "router {} is too slow: it was not told of {} connections that had ended or targets that had"
                            + " failed when Roulette was stopped",
                    router,
                    untold);
        }
        @Nullable RouterThreads made = threads;
        if (made != null) {
            made.close();
        }
    }

    private RouterThreads threads() {
        return requireNonNull(threads);
    }

    /** Starts the call, or queues it. */
    void enter(Turn turn) {
        waiting.add(turn);
        startWaiting();
        if (!waiting.isEmpty()) {
            full.reached();
        }
    }

    /**
     * Starts or queues a call that no connection waits for. Returns false if too many of these are queued, or memory is
     * short.
     */
    boolean enterNotice(Turn notice) {
        if (notices.incrementAndGet() <= MAX_NOTICES) {
            try {
                enter(notice);
                return true;
            } catch (OutOfMemoryError e) {
                LOG.debug("no memory to notify router {}", router, e);
            }
        }
        notices.decrementAndGet();
        return false;
    }

    /** A queued notice begins. */
    void noticeBegins() {
        notices.decrementAndGet();
    }

    /** A call has returned. */
    void leave(boolean wasLost) {
        release();
        if (wasLost) {
            lost.decrementAndGet();
        }
        startWaiting();
    }

    /** A call counted as lost was never started. */
    void removeLost() {
        lost.decrementAndGet();
    }

    /** The call on this thread is still running but its caller has stopped waiting. */
    void addLost(Thread call) {
        int now = lost.incrementAndGet();
        threads().lost(call);
        if (now == maxLost) {
            LOG.warn(
                    "router {} is stuck: {} calls are still running after their timeout; it gets no new calls until"
                            + " some of them return",
                    router,
                    maxLost);
        }
    }

    /**
     * The caller of a queued call has stopped waiting. Such calls are removed when they may be half of the queue, so
     * the amortized cost is constant and they hold little memory.
     */
    void giveUp() {
        if (givenUp.incrementAndGet() >= removalThreshold) {
            givenUp.set(0);
            waiting.removeIf(Turn::isGivenUp);
            removalThreshold = Math.max(MIN_REMOVED, waiting.size());
        }
    }

    /**
     * Waits until no call runs or is queued, at most for this long. For one thread, when no further call is made. Ends early
     * if that thread is interrupted.
     */
    public void awaitIdle(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        awaiting = Thread.currentThread();
        long left = time.toNanos();
        while (!isIdle() && left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
    }

    boolean isIdle() {
        // In this order, as a queued call is counted as running before it is taken from the queue.
        return waiting.isEmpty() && running.get() == 0;
    }

    private void release() {
        if (running.decrementAndGet() == 0) {
            LockSupport.unpark(awaiting);
        }
    }

    /** A notice was dropped. */
    void warnDropped(String what) {
        dropped.warn("router {} is too busy (limits.calls): it was not notified that {}", router, what);
    }

    /** How many calls run. */
    public int running() {
        return running.get();
    }

    public int limit() {
        return limit;
    }

    /** How often a call was queued. */
    public long timesFull() {
        return full.times();
    }

    /** Logs that calls are no longer queued. By one thread. */
    public void sweep() {
        if (!waiting.isEmpty()) {
            full.stillReached();
        }
        full.sweep();
    }

    /** How many calls are in the queue. */
    public int queued() {
        return waiting.size();
    }

    private void startWaiting() {
        while (!waiting.isEmpty() && tryAcquire()) {
            @Nullable Turn turn = waiting.poll();
            if (turn == null || closed) {
                release();
            } else {
                begin(turn);
            }
        }
    }

    private void begin(Turn turn) {
        boolean begun = false;
        try {
            begun = turn.begin(threads());
        } catch (Throwable failure) {
            // Not caused by the current caller, and other calls are queued.
            LastResort.log(LOG, "internal error: a call of router {} could not be started", router, failure);
        } finally {
            if (!begun) {
                release();
            }
        }
    }

    private boolean tryAcquire() {
        if (lost.get() >= maxLost) {
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
