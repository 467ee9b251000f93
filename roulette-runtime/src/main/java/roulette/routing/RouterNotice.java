package roulette.routing;

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
import roulette.text.OneLine;

/**
 * A call that informs a router, and that no connection waits for. If the router blocks, it is queued with the other calls.
 * A call that takes longer than its timeout is interrupted, and counts as lost until it returns.
 */
public final class RouterNotice implements Bulkhead.Turn, Timer.Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(RouterNotice.class);

    private enum Phase {
        /** Queued or running. */
        OPEN,
        /** The timeout has passed while it ran. */
        LOST,
        DONE
    }

    /** The notification. */
    private interface Message {
        void send(Router router) throws Exception;
    }

    private final EventLoop loop;
    private final Duration timeout;
    private final RunningRouter router;
    private final String event;
    private final Message message;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.OPEN);
    private final Timer timer = new Timer(this);
    private volatile @Nullable Thread thread;

    private RouterNotice(EventLoop loop, Duration timeout, RunningRouter router, String event, Message message) {
        this.loop = loop;
        this.timeout = timeout;
        this.router = router;
        this.event = event;
        this.message = message;
    }

    /**
     * Notifies the router of a failed target. On the loop's thread.
     *
     * @param timeout zero: without limit
     */
    public static void failed(EventLoop loop, Duration timeout, RunningRouter router, Opening copy, Attempt attempt) {
        new RouterNotice(loop, timeout, router, "a target has failed", to -> to.failed(copy, attempt)).start();
    }

    /**
     * Notifies the router of an ended connection. On the loop's thread.
     *
     * @param timeout zero: without limit
     */
    public static void ended(EventLoop loop, Duration timeout, RunningRouter router, Ended ended) {
        new RouterNotice(loop, timeout, router, "a connection has ended", to -> to.ended(ended)).start();
    }

    private void start() {
        if (!router.blocks()) {
            long begun = router.watch().enter(loop);
            try {
                send();
            } finally {
                router.watch().leave(loop, begun);
            }
        } else if (!router.bulkhead().enterNotice(this)) {
            router.bulkhead().warnDropped(event);
        }
    }

    private void send() {
        try {
            message.send(router.router());
        } catch (Throwable failure) {
            LOG.warn("router {} failed when notified that {}: {}", router.name(), event, OneLine.of(failure));
        }
    }

    /** On any thread. */
    @Override
    public boolean begin(RouterThreads threads) {
        router.bulkhead().noticeBegins();
        try {
            Thread sending = threads.newThread(this::sendAndLeave);
            thread = sending;
            executeOnLoop(this::startTimer);
            sending.start();
            return true;
        } catch (Throwable shortage) {
            if (phase.getAndSet(Phase.DONE) == Phase.LOST) {
                router.bulkhead().removeLost();
            }
            LOG.debug("no thread to notify router {}", router.name(), shortage);
            router.bulkhead().warnDropped(event);
            return false;
        }
    }

    @Override
    public boolean isGivenUp() {
        return false;
    }

    /** The whole call, on a thread of the router. */
    private void sendAndLeave() {
        try {
            if (phase.get() == Phase.OPEN) {
                send();
            }
        } finally {
            Phase before = phase.getAndSet(Phase.DONE);
            try {
                router.bulkhead().leave(before == Phase.LOST);
            } finally {
                executeOnLoop(() -> loop.timers.off(timer));
            }
        }
    }

    private void executeOnLoop(Runnable task) {
        try {
            loop.execute(task);
        } catch (ShutdownChannelGroupException e) {
            LOG.debug("router {} was notified while the proxy was closed", router.name());
        }
    }

    private void startTimer() {
        if (!timeout.isZero() && phase.get() == Phase.OPEN) {
            loop.timers.set(timer, loop.timers.after(timeout));
        }
    }

    @Override
    public long due(long tick) {
        Thread sending = thread;
        if (sending != null && phase.compareAndSet(Phase.OPEN, Phase.LOST)) {
            router.bulkhead().addLost(sending);
            sending.interrupt();
        }
        return TimerWheel.NEVER;
    }
}
