package roulette.net;

import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Attempt;
import roulette.api.Ended;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.eventloop.EventLoop;
import roulette.eventloop.Timer;
import roulette.eventloop.TimerWheel;
import roulette.routing.RunningRouter;
import roulette.text.OneLine;

/**
 * A call that tells a router that blocks of something, and that no connection waits for. It has the routing time; a call
 * that takes longer is interrupted, and counts as lost until it comes back.
 */
final class RouterNotice implements Runnable, Timer.Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(RouterNotice.class);

    private enum Phase {
        RUNNING,
        /** Its time has passed. */
        LOST,
        DONE
    }

    private final EventLoop loop;
    private final RunningRouter router;
    private final Runnable call;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final Timer timer = new Timer(this);

    /** Of the loop, as the timer is. */
    private @Nullable Thread thread;

    private RouterNotice(EventLoop loop, RunningRouter router, Runnable call) {
        this.loop = loop;
        this.router = router;
        this.call = call;
    }

    /** What a router is told. */
    private interface Message {
        void tell(Router router) throws Exception;
    }

    /** Tells the router of a failed target. The connection does not wait for it. On the loop's thread. */
    static void failed(Worker worker, RunningRouter router, Opening copy, Attempt attempt) {
        tell(worker, router, "a target has failed", told -> told.failed(copy, attempt));
    }

    /** Tells the router of a connection that has ended. On the loop's thread. */
    static void ended(Worker worker, RunningRouter router, Ended ended) {
        tell(worker, router, "a connection has ended", told -> told.ended(ended));
    }

    private static void tell(Worker worker, RunningRouter router, String what, Message message) {
        Runnable notice = () -> {
            try {
                message.tell(router.router());
            } catch (Throwable mistake) {
                LOG.warn("router {} failed when told that {}: {}", router.name(), what, OneLine.of(mistake));
            }
        };
        if (!router.blocks()) {
            long begun = router.watch().enter(worker.loop);
            try {
                notice.run();
            } finally {
                router.watch().leave(worker.loop, begun);
            }
            return;
        }
        boolean told = false;
        try {
            told = start(worker, router, notice);
        } catch (OutOfMemoryError e) {
            LOG.debug("no thread to tell router {} with", router.name(), e);
        }
        if (!told) {
            router.bulkhead().leftOut(what);
        }
    }

    /** Starts the call; returns false where the router has no place for it. */
    private static boolean start(Worker worker, RunningRouter router, Runnable call) {
        EventLoop loop = worker.loop;
        RouterNotice notice = new RouterNotice(loop, router, call);
        notice.thread = router.bulkhead().tryEnter(notice);
        if (notice.thread == null) {
            return false;
        }
        Duration time = worker.shared.timeouts().routing();
        if (!time.isZero()) {
            loop.timers.set(notice.timer, loop.timers.after(time));
        }
        return true;
    }

    @Override
    public void run() {
        try {
            if (phase.get() == Phase.RUNNING) {
                call.run();
            }
        } finally {
            Phase before = phase.getAndSet(Phase.DONE);
            try {
                loop.execute(() -> loop.timers.off(timer));
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("a router was told of something until the proxy was closed");
            } finally {
                router.bulkhead().leave(before == Phase.LOST);
            }
        }
    }

    @Override
    public long due(long tick) {
        if (thread != null && phase.compareAndSet(Phase.RUNNING, Phase.LOST)) {
            router.bulkhead().lose(thread);
            thread.interrupt();
        }
        return TimerWheel.NEVER;
    }
}
