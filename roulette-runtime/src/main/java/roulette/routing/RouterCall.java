package roulette.routing;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Opening;
import roulette.eventloop.EventLoop;

/**
 * One call of a router: on the loop's thread or, if the router blocks, on a thread of the router, which passes the answer
 * to the loop. The caller ignores the answer unless this is still its current call.
 */
public final class RouterCall<T> implements Bulkhead.Turn, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCall.class);

    /** The pause before a thread retries to pass an answer to the loop after an out-of-memory error. */
    private static final long RETRY = Duration.ofMillis(20).toNanos();

    /** Accesses {@link #phase}; saves an AtomicReference per call. */
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(RouterCall.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum Phase {
        /** Queued by the bulkhead. */
        WAITING,
        RUNNING,
        /** Running, but its caller has stopped waiting. */
        LOST,
        DONE,
        /** Done, but the loop could not be notified for lack of memory. */
        UNDELIVERED
    }

    /** Receives the result, on the loop's thread. */
    public interface Caller<T> {
        /** The router has answered, perhaps after the call was abandoned. */
        void answered(RouterCall<T> call, @Nullable T answer);

        /** The router has thrown, perhaps after the call was abandoned. */
        void routerFailed(RouterCall<T> call, Throwable failure);
    }

    /** A buffer that the router uses until the call has returned. */
    interface Loan {
        /** On the loop's thread. */
        void unpin();
    }

    private final Caller<T> caller;
    private final Executor loop;
    private final RunningRouter router;
    private final @Nullable Loan lent;
    private final Opening opening;
    public final RouterQuestion<T> question;
    private volatile Phase phase = Phase.WAITING;
    private volatile @Nullable Thread thread;
    private @Nullable T answer;
    private @Nullable Throwable failure;
    private boolean passedOn;

    /**
     * @param loop runs the caller's callbacks
     * @param opening what the router sees
     * @param lent the opening's bytes, pinned until the call has returned
     */
    public RouterCall(
            Caller<T> caller,
            Executor loop,
            RunningRouter router,
            RouterQuestion<T> question,
            Opening opening,
            @Nullable Loan lent) {
        this.caller = caller;
        this.loop = loop;
        this.router = router;
        this.question = question;
        this.opening = opening;
        this.lent = lent;
    }

    /** Calls the router on a thread of its own if it blocks, otherwise on this thread, which is the loop's. */
    public void start(EventLoop here) {
        if (router.blocks()) {
            router.bulkhead().enter(this);
        } else {
            long begun = router.watch().enter(here);
            ask();
            router.watch().leave(here, begun);
            run();
        }
    }

    /** Starts the call, unless it was abandoned while queued. On any thread. */
    @Override
    public boolean begin(RouterThreads threads) {
        try {
            Thread asking = threads.newThread(this::askAndReturn);
            thread = asking;
            if (!PHASE.compareAndSet(this, Phase.WAITING, Phase.RUNNING)) {
                return false;
            }
            asking.start();
            return true;
        } catch (Throwable e) {
            // The bulkhead releases the permit itself: leave() would begin the next call recursively.
            failure = e;
            Phase before = (Phase) PHASE.getAndSet(this, Phase.DONE);
            if (before == Phase.LOST) {
                router.bulkhead().removeLost();
            }
            if (before != Phase.DONE && !returnToLoop()) {
                phase = Phase.UNDELIVERED;
            }
            return false;
        }
    }

    /** Calls the router. Allocates nothing afterwards, so that an out-of-memory error can't lose the result. */
    private void ask() {
        try {
            answer = question.ask(router.router(), opening);
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** The whole call, on a thread of the router. */
    private void askAndReturn() {
        // It may be lost before it started, if the thread waited for a carrier.
        if (phase != Phase.LOST) {
            ask();
        }
        Phase before = (Phase) PHASE.getAndSet(this, Phase.DONE);
        try {
            router.bulkhead().leave(before == Phase.LOST);
        } finally {
            while (!returnToLoop()) {
                pause();
            }
        }
    }

    /** Passes the result to the loop. Returns false if there is no memory for that. */
    private boolean returnToLoop() {
        try {
            loop.execute(this);
        } catch (ShutdownChannelGroupException closed) {
            LOG.debug("a router answered after the proxy was closed");
        } catch (OutOfMemoryError e) {
            return false;
        }
        return true;
    }

    private static void pause() {
        try {
            LockSupport.parkNanos(RETRY);
        } catch (OutOfMemoryError e) {
            Thread.onSpinWait();
        }
    }

    /** Passes the result to the caller, once. On the loop's thread. */
    @Override
    public void run() {
        if (passedOn) {
            return;
        }
        passedOn = true;
        Throwable thrown = failure;
        if (thrown == null) {
            caller.answered(this, answer);
        } else {
            caller.routerFailed(this, thrown);
        }
    }

    @Override
    public boolean isGivenUp() {
        return phase == Phase.DONE;
    }

    /** The call has returned: unpins its buffers. */
    public void unpin() {
        if (lent != null) {
            lent.unpin();
        }
        question.returned();
    }

    /** The caller stops waiting: a running call is interrupted, a queued one never runs. */
    public void abandon() {
        if (!router.blocks()) {
            return;
        }
        if (PHASE.compareAndSet(this, Phase.WAITING, Phase.DONE)) {
            router.bulkhead().giveUp();
            unpin();
            return;
        }
        if (PHASE.compareAndSet(this, Phase.UNDELIVERED, Phase.DONE)) {
            unpin();
            return;
        }
        Thread asking = thread;
        if (asking != null && PHASE.compareAndSet(this, Phase.RUNNING, Phase.LOST)) {
            router.bulkhead().addLost(asking);
            asking.interrupt();
        }
    }
}
