package roulette.net;

import java.nio.channels.ShutdownChannelGroupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Decision;
import roulette.api.Failure;
import roulette.api.Opening;
import roulette.api.Target;

/**
 * Decision: one question to the router, asked on the loop itself or, where the router blocks, on a virtual thread whose
 * answer is brought back to the loop. The negotiation takes the answer only while this call is still its current one.
 */
final class RouterCall {
    private static final Logger LOG = LoggerFactory.getLogger(RouterCall.class);

    private final Connection connection;
    private final Negotiation negotiation;
    private final @Nullable OpeningBytes lent;
    final Question question;
    private @Nullable Thread thread;

    /** @param lent what the router looks at, pinned for it */
    RouterCall(Connection connection, Negotiation negotiation, Question question, @Nullable OpeningBytes lent) {
        this.connection = connection;
        this.negotiation = negotiation;
        this.question = question;
        this.lent = lent;
    }

    /** The call has come back. */
    void unpin() {
        if (lent != null) {
            lent.unpin();
        }
    }

    void start(Opening opening) {
        if (!connection.routing.blocks()) {
            ask(opening).run();
            return;
        }
        thread = Thread.ofVirtual()
                .name("router-" + connection.routing.name())
                .start(() -> bringBack(connection.loop, ask(opening)));
    }

    /** A call that nobody waits for any more is told so. */
    void interrupt() {
        if (thread != null) {
            thread.interrupt();
        }
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

    /** Tells the router of a failed target. The connection does not wait for it. */
    static void tell(Connection connection, Opening copy, Target target, Failure failure) {
        Runnable telling = () -> {
            try {
                connection.routing.router().failed(copy, target, failure);
            } catch (Throwable mistake) {
                connection.loop.shared.counters().routerErrors.increment();
                LOG.warn(
                        "router {} failed when told that {} failed: {}",
                        connection.routing.name(),
                        target,
                        mistake.toString());
            }
        };
        if (connection.routing.blocks()) {
            Thread.ofVirtual().name("router-" + connection.routing.name()).start(telling);
        } else {
            telling.run();
        }
    }

    private static void bringBack(Loop loop, Runnable answer) {
        try {
            loop.execute(answer);
        } catch (ShutdownChannelGroupException closed) {
            LOG.debug("an answer came after the proxy was closed");
        }
    }
}
