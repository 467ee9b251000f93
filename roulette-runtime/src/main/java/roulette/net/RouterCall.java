package roulette.net;

import java.nio.channels.ShutdownChannelGroupException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Target;
import roulette.text.OneLine;

/**
 * Decision: one question to the router, asked on the loop itself or, where the router blocks, on a virtual thread whose
 * answer is brought back to the loop. The negotiation takes the answer only while this call is still its current one.
 */
final class RouterCall {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCall.class);

    private enum Phase {
        /** For a place in the bulkhead. */
        WAITING,
        RUNNING,
        /** Running, and nobody waits for the answer any more. */
        LOST,
        DONE
    }

    private final Connection connection;
    private final Negotiation negotiation;
    private final @Nullable OpeningBytes lent;
    final Question question;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile @Nullable Thread thread;

    /** @param lent what the router looks at, pinned for it until the call has come back */
    RouterCall(Connection connection, Negotiation negotiation, Question question, @Nullable OpeningBytes lent) {
        this.connection = connection;
        this.negotiation = negotiation;
        this.question = question;
        this.lent = lent;
    }

    void start(Opening opening) {
        Routing routing = connection.routing;
        if (routing.blocks()) {
            routing.bulkhead().enter(() -> begin(opening));
        } else {
            long before = System.nanoTime();
            connection.loop.asking = routing.name();
            Runnable answer = ask(opening);
            connection.loop.asking = null;
            routing.watch().took(System.nanoTime() - before);
            answer.run();
        }
    }

    /** Starts the call on a thread of its own, unless it was given up while it waited. On any thread. */
    private boolean begin(Opening opening) {
        Thread asking =
                Thread.ofVirtual().name("router-" + connection.routing.name()).unstarted(() -> bringBack(ask(opening)));
        thread = asking;
        if (!phase.compareAndSet(Phase.WAITING, Phase.RUNNING)) {
            return false;
        }
        asking.start();
        return true;
    }

    /** Asks, and returns what the loop has to do with the answer. */
    private Runnable ask(Opening opening) {
        try {
            @Nullable Decision decision = question.ask(connection.routing.router(), opening);
            return () -> negotiation.answered(this, decision);
        } catch (Throwable failure) {
            return () -> negotiation.routerFailed(this, failure);
        }
    }

    private void bringBack(Runnable answer) {
        boolean wasLost = phase.getAndSet(Phase.DONE) == Phase.LOST;
        connection.routing.bulkhead().leave(wasLost);
        try {
            connection.loop.execute(answer);
        } catch (ShutdownChannelGroupException closed) {
            LOG.debug("an answer came after the proxy was closed");
        }
    }

    /** The call has come back. */
    void unpin() {
        if (lent != null) {
            lent.unpin();
        }
    }

    /** Nobody waits for the answer any more: a call that runs is interrupted, one that waits never runs. */
    void abandon() {
        if (!connection.routing.blocks()) {
            return;
        }
        if (phase.compareAndSet(Phase.WAITING, Phase.DONE)) {
            unpin();
            return;
        }
        Thread asking = thread;
        if (asking != null && phase.compareAndSet(Phase.RUNNING, Phase.LOST)) {
            if (connection.routing.bulkhead().lose()) {
                LOG.warn(
                        "router {} is stuck: {} calls run on although nobody waits for them; it gets no new ones until"
                                + " some have come back",
                        connection.routing.name(),
                        Bulkhead.MOST_LOST);
            }
            asking.interrupt();
        }
    }

    /** Tells the router of a failed target. The connection does not wait for it. */
    static void tell(Connection connection, Opening copy, Target target, Failure failure) {
        Routing routing = connection.routing;
        Counters counters = connection.loop.shared.counters();
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
        } else if (!routing.bulkhead().tryEnter(() -> startTelling(routing, telling))) {
            counters.untold.increment();
            LOG.debug("router {} was too busy to be told that {} failed", routing.name(), target);
        }
    }

    private static boolean startTelling(Routing routing, Runnable telling) {
        Thread.ofVirtual().name("router-" + routing.name()).start(() -> {
            telling.run();
            routing.bulkhead().leave(false);
        });
        return true;
    }
}
