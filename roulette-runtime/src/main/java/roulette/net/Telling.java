package roulette.net;

import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Target;
import roulette.text.OneLine;

/**
 * A call that tells a router that blocks of something, and that no connection waits for. It has the routing time; a call
 * that takes longer is interrupted, and counts as lost until it comes back.
 */
final class Telling implements Runnable, Deadline.Expiry {
    private static final Logger LOG = LoggerFactory.getLogger(Telling.class);

    private enum Phase {
        RUNNING,
        /** Its time has passed. */
        LOST,
        DONE
    }

    private final Loop loop;
    private final Routing routing;
    private final Runnable call;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
    private final Deadline deadline = new Deadline(this);

    /** Of the loop, as the deadline is. */
    private @Nullable Thread thread;

    private Telling(Loop loop, Routing routing, Runnable call) {
        this.loop = loop;
        this.routing = routing;
        this.call = call;
    }

    /** Tells the router of a failed target. The connection does not wait for it. On the loop's thread. */
    static void tell(Worker worker, Routing routing, Opening copy, Target target, Failure failure) {
        Counters counters = worker.shared.counters();
        Runnable telling = () -> {
            try {
                routing.router().failed(copy, target, failure);
            } catch (Throwable mistake) {
                counters.routerErrors.increment();
                LOG.warn(
                        "router {} failed when told that {} failed: {}",
                        routing.name(),
                        OneLine.of(target.toString()),
                        OneLine.of(mistake));
            }
        };
        if (!routing.blocks()) {
            telling.run();
            RouterCall.uninterrupt();
            return;
        }
        boolean told = false;
        try {
            told = start(worker, routing, telling);
        } catch (OutOfMemoryError e) {
            LOG.debug("no thread to tell router {} with", routing.name(), e);
        }
        if (!told) {
            counters.untold.increment();
            LOG.debug("router {} was too busy to be told that {} failed", routing.name(), target);
        }
    }

    /** Starts the call; returns false where the router has no place for it. */
    private static boolean start(Worker worker, Routing routing, Runnable call) {
        Loop loop = worker.loop;
        Telling telling = new Telling(loop, routing, call);
        telling.thread = routing.bulkhead().tryEnter(telling);
        if (telling.thread == null) {
            return false;
        }
        Duration time = worker.shared.timeouts().routing();
        if (!time.isZero()) {
            loop.deadlines.set(telling.deadline, loop.deadlines.after(time));
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
                loop.execute(() -> loop.deadlines.off(deadline));
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("a router was told of something until the proxy was closed");
            } finally {
                routing.bulkhead().leave(before == Phase.LOST);
            }
        }
    }

    @Override
    public long due(long tick) {
        if (thread != null && phase.compareAndSet(Phase.RUNNING, Phase.LOST)) {
            routing.bulkhead().lose(thread);
            thread.interrupt();
        }
        return Deadlines.NEVER;
    }
}
