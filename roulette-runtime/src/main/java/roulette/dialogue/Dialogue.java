package roulette.dialogue;

import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Router;

/**
 * The dialogue between client and router, from the first byte until the connection is forwarded, rejected or closed. Each
 * method is an event and returns the next step. They are pure functions, and allocate only steps with data of the
 * router's answer.
 */
public final class Dialogue {
    private static final Step LEFT = new Step.Close(Cause.CLIENT_LEFT, "EOF from the client before it was routed");
    private static final Step LEFT_EARLY =
            new Step.Close(Cause.CLIENT_LEFT, "EOF from the client before the router had enough bytes");
    private static final Step WANTS_MORE_LATE = new Step.Close(Cause.ROUTING_TIMEOUT, "the router wants more bytes");
    private static final String LATE_REASON = "no decision in time";
    private static final Step LATE = new Step.Close(Cause.ROUTING_TIMEOUT, LATE_REASON);
    private static final Step REPLY_LATE =
            new Step.Close(Cause.ROUTING_TIMEOUT, "the client did not receive a whole reply in time", true);

    /** What a connection waits for when its routing deadline passes. */
    public enum Stage {
        /** Bytes of the client. */
        WAITING,
        /** The router's answer. */
        ASKING,
        /** The write of a reply to the client. */
        REPLYING
    }

    private Dialogue() {}

    /**
     * The connection was accepted.
     *
     * @param needsBytes the result of {@link Router#needsBytes}
     */
    public static Step accepted(boolean needsBytes, Progress progress) {
        return needsBytes ? await(progress, LEFT) : Step.Ask.ROUTE;
    }

    /** Bytes or EOF were received from the client. */
    public static Step received(Progress progress) {
        return await(progress, LEFT);
    }

    /**
     * The router has answered.
     *
     * @param decision null: an invalid answer
     */
    public static Step answered(Question question, @Nullable Decision decision, Progress progress) {
        return switch (decision) {
            case null -> new Step.InvalidAnswer("it answered null");
            case Decision.NeedMore _ -> needMore(question, progress);
            case Decision.Reply reply -> reply(question, reply, progress);
            case Decision.Forward forward -> forward(forward, progress);
            case Decision.Reject reject -> reject(question, reject, progress);
            case Decision.Delegate delegate -> delegate(question, delegate, progress);
            default ->
                new Step.InvalidAnswer("it answered " + decision.getClass().getName()
                        + ", which this version of Roulette does not know");
        };
    }

    /**
     * The connection was delegated to another router.
     *
     * @param question the call in which the first router delegated
     * @param needsBytes the result of {@link Router#needsBytes} of the other router
     */
    public static Step delegated(Question question, boolean needsBytes, Progress progress) {
        if (question == Question.TIMED_OUT) {
            return Step.Ask.TIMED_OUT;
        }
        if (progress.held() > 0 || !needsBytes) {
            return Step.Ask.ROUTE;
        }
        return await(progress, LEFT);
    }

    /** The bytes of a reply were written to the client. */
    public static Step replied(Decision.Reply reply, Progress progress) {
        return reply.consumed() > 0 && progress.held() > 0 ? Step.Ask.ROUTE : await(progress, LEFT);
    }

    /** All targets of a forward have failed. */
    public static Step unreachable() {
        return Step.Ask.UNREACHABLE;
    }

    /** The routing deadline has passed. */
    public static Step expired(Stage stage, Progress progress) {
        return switch (stage) {
            case WAITING -> progress.wasTimedOut() ? LATE : Step.Ask.TIMED_OUT;
            case ASKING -> LATE;
            case REPLYING -> REPLY_LATE;
        };
    }

    /** Asks about bytes that the router has not seen; without any, waits for them unless no more can come. */
    private static Step await(Progress progress, Step whenEnded) {
        if (progress.hasNews() && progress.held() > 0) {
            return Step.Ask.ROUTE;
        }
        if (progress.ended()) {
            return whenEnded;
        }
        if (progress.full()) {
            return new Step.Close(
                    Cause.OPENING_FULL, "no decision after " + progress.held() + " bytes, which is limits.opening");
        }
        return Step.Wait.FOR_BYTES;
    }

    private static Step needMore(Question question, Progress progress) {
        return switch (question) {
            case ROUTE -> await(progress, LEFT_EARLY);
            case TIMED_OUT -> WANTS_MORE_LATE;
            case UNREACHABLE -> new Step.InvalidAnswer("needMore() when no target could be reached");
        };
    }

    private static Step reply(Question question, Decision.Reply reply, Progress progress) {
        if (question == Question.UNREACHABLE) {
            return new Step.InvalidAnswer("reply() when no target could be reached");
        }
        if (reply.consumed() > progress.held()) {
            return new Step.InvalidAnswer("reply() consumes " + reply.consumed() + " bytes of " + progress.held());
        }
        return new Step.Reply(reply);
    }

    private static Step delegate(Question question, Decision.Delegate delegate, Progress progress) {
        if (question == Question.UNREACHABLE) {
            return new Step.InvalidAnswer("delegate() when no target could be reached");
        }
        if (progress.delegations() == Router.DELEGATIONS) {
            return new Step.InvalidAnswer("delegate() after " + Router.DELEGATIONS + " delegations");
        }
        return new Step.Delegate(delegate, question);
    }

    private static Step forward(Decision.Forward forward, Progress progress) {
        if (progress.taken()) {
            return new Step.InvalidAnswer("forward() after a target had taken the bytes");
        }
        if (progress.forwards() > Router.ROUNDS) {
            return new Step.Close(Cause.TARGET_FAILED, "no target after " + Router.ROUNDS + " rounds", true);
        }
        return new Step.Forward(forward);
    }

    private static Step reject(Question question, Decision.Reject reject, Progress progress) {
        return switch (question) {
            case ROUTE -> new Step.Reject(reject, Cause.REJECTED, "by the router");
            case TIMED_OUT -> new Step.Reject(reject, Cause.ROUTING_TIMEOUT, LATE_REASON);
            case UNREACHABLE -> new Step.Reject(reject, Cause.TARGET_FAILED, "last target: " + progress.lastFailure());
        };
    }
}
