package roulette.routing;

import java.nio.channels.ShutdownChannelGroupException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Opening;
import roulette.eventloop.EventLoop;

/**
 * One question to the router, asked on the loop itself or, where the router blocks, on a thread of the router,
 * whose answer is brought back to the loop. The caller takes the answer only while this call is still its current one.
 */
public final class RouterCall<T> implements Bulkhead.Turn {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCall.class);

    private enum Phase {
        /** For a place in the bulkhead. */
        WAITING,
        RUNNING,
        /** Running, and nobody waits for the answer any more. */
        LOST,
        DONE
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
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile @Nullable Thread thread;

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
            Runnable answer = ask();
            router.watch().leave(here, begun);
            answer.run();
        }
    }

    /** Starts the call, unless it was given up while it waited. On any thread. */
    @Override
    public boolean begin(RouterThreads threads) {
        try {
            Thread asking = threads.newThread(() -> bringBack(ask()));
            thread = asking;
            if (!phase.compareAndSet(Phase.WAITING, Phase.RUNNING)) {
                return false;
            }
            asking.start();
            return true;
        } catch (Throwable failure) {
            // The bulkhead takes the place back itself: leave() would begin the next call in here, and so on, deeper
            // each time.
            Phase before = phase.getAndSet(Phase.DONE);
            if (before == Phase.LOST) {
                router.bulkhead().notLost();
            }
            if (before != Phase.DONE) {
                tellLoop(() -> caller.routerFailed(this, failure));
            }
            return false;
        }
    }

    /** Asks, and returns what the loop has to do with the answer. */
    private Runnable ask() {
        if (phase.get() == Phase.LOST) {
            // While its thread waited for a carrier.
            return this::unpin;
        }
        try {
            @Nullable T given = question.ask(router.router(), opening);
            return () -> caller.answered(this, given);
        } catch (Throwable failure) {
            return () -> caller.routerFailed(this, failure);
        }
    }

    @Override
    public boolean isGivenUp() {
        return phase.get() == Phase.DONE;
    }

    private void bringBack(Runnable answer) {
        Phase before = phase.getAndSet(Phase.DONE);
        if (before == Phase.DONE) {
            return;
        }
        try {
            tellLoop(answer);
        } finally {
            router.bulkhead().leave(before == Phase.LOST);
        }
    }

    private void tellLoop(Runnable answer) {
        try {
            loop.execute(answer);
        } catch (ShutdownChannelGroupException closed) {
            LOG.debug("an answer came after the proxy was closed");
        }
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
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
            router.bulkhead().giveUp();
            unpin();
            return;
        }
        Thread asking = thread;
        if (asking != null && phase.compareAndSet(Phase.RUNNING, Phase.LOST)) {
            router.bulkhead().lose(asking);
            asking.interrupt();
        }
    }
}
