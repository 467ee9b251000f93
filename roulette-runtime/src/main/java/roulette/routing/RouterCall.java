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
 * One question to the router, asked on the loop itself or, where the router blocks, on a thread of the router,
 * whose answer is brought back to the loop. The caller takes the answer only while this call is still its current one.
 */
public final class RouterCall<T> implements Bulkhead.Turn, Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCall.class);

    /** How long a thread waits for memory to hand over an answer. */
    private static final long RETRY = Duration.ofMillis(20).toNanos();

    /** Of {@link #phase}: an object less for each call. */
    private static final VarHandle PHASE;

    static {
        try {
            PHASE = MethodHandles.lookup().findVarHandle(RouterCall.class, "phase", Phase.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private enum Phase {
        /** For a place in the bulkhead. */
        WAITING,
        RUNNING,
        /** Running, and nobody waits for the answer any more. */
        LOST,
        DONE,
        /** Done, but there was no memory to tell the loop. */
        UNTOLD
    }

    /** Who waits for the answer, on the loop's thread. */
    public interface Caller<T> {
        /** The router has answered, perhaps too late. */
        void answered(RouterCall<T> call, @Nullable T answer);

        /** The router has thrown, perhaps too late. */
        void routerFailed(RouterCall<T> call, Throwable failure);
    }

    /** What the router uses until the call has come back. */
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
     * @param loop runs what is done with the answer
     * @param opening what the router sees
     * @param lent its bytes, pinned for the router until the call has come back
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

    /** Asks on a thread of the router if it blocks, otherwise on this one, which is the loop's. */
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

    /** Starts the call, unless it was given up while it waited. On any thread. */
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
            // The bulkhead takes the place back itself: leave() would begin the next call in here, and so on, deeper
            // each time.
            failure = e;
            Phase before = (Phase) PHASE.getAndSet(this, Phase.DONE);
            if (before == Phase.LOST) {
                router.bulkhead().removeLost();
            }
            if (before != Phase.DONE && !returnToLoop()) {
                phase = Phase.UNTOLD;
            }
            return false;
        }
    }

    /** Calls the router. Allocates nothing after it, so that a shortage of memory can't lose the result. */
    private void ask() {
        try {
            answer = question.ask(router.router(), opening);
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** The whole call, on a thread of the router. */
    private void askAndReturn() {
        // Lost already if the thread had to wait for a carrier.
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

    /** Hands the result over to the loop. Returns false if there is no memory for that. */
    private boolean returnToLoop() {
        try {
            loop.execute(this);
        } catch (ShutdownChannelGroupException closed) {
            LOG.debug("an answer came after the proxy was closed");
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

    /** The call has come back. */
    public void unpin() {
        if (lent != null) {
            lent.unpin();
        }
        question.returned();
    }

    /** Nobody waits for the answer any more: a call that runs is interrupted, one that waits never runs. */
    public void abandon() {
        if (!router.blocks()) {
            return;
        }
        if (PHASE.compareAndSet(this, Phase.WAITING, Phase.DONE)) {
            router.bulkhead().giveUp();
            unpin();
            return;
        }
        if (PHASE.compareAndSet(this, Phase.UNTOLD, Phase.DONE)) {
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
