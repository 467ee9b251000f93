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
 * Decision: one question to the router, asked on the loop itself or, where the router blocks, on a thread of the router,
 * whose answer is brought back to the loop. The negotiation takes the answer only while this call is still its current one.
 */
final class RouterCall implements Bulkhead.Turn {
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
    private final @Nullable OpeningBytes lent;
    private final Opening opening;
    final Question question;
    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.WAITING);
    private volatile @Nullable Thread thread;

    /**
     * @param opening what the router sees
     * @param lent its bytes, pinned for the router until the call has come back
     */
    RouterCall(Connection connection, Question question, Opening opening, @Nullable OpeningBytes lent) {
        this.connection = connection;
        this.question = question;
        this.opening = opening;
        this.lent = lent;
    }

    void start() {
        Routing routing = connection.routing;
        if (routing.blocks()) {
            routing.bulkhead().enter(this);
        } else {
            long before = System.nanoTime();
            connection.loop.asking = routing.name();
            Runnable answer = ask();
            connection.loop.asking = null;
            uninterrupt();
            routing.watch().took(System.nanoTime() - before);
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
                connection.routing.bulkhead().notLost();
            }
            if (before != Phase.DONE) {
                tellLoop(() -> connection.negotiation.routerFailed(this, failure));
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
            @Nullable Decision decision = question.ask(connection.routing.router(), opening);
            return () -> connection.negotiation.answered(this, decision);
        } catch (Throwable failure) {
            return () -> connection.negotiation.routerFailed(this, failure);
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
            connection.routing.bulkhead().leave(before == Phase.LOST);
        }
    }

    private void tellLoop(Runnable answer) {
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
            connection.routing.bulkhead().giveUp();
            unpin();
            return;
        }
        Thread asking = thread;
        if (asking != null && phase.compareAndSet(Phase.RUNNING, Phase.LOST)) {
            connection.routing.bulkhead().lose(asking);
            asking.interrupt();
        }
    }

    /** An interrupt that a router leaves on the loop's thread would meet the next call there, perhaps another router's. */
    private static void uninterrupt() {
        boolean unused = Thread.interrupted();
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
            uninterrupt();
            return;
        }
        boolean told = false;
        try {
            told = Telling.start(connection.loop, routing, telling);
        } catch (OutOfMemoryError e) {
            LOG.debug("no thread to tell router {} with", routing.name(), e);
        }
        if (!told) {
            counters.untold.increment();
            LOG.debug("router {} was too busy to be told that {} failed", routing.name(), target);
        }
    }
}
