package roulette.dialogue;

import roulette.api.Decision;

/** The next step of a connection. */
public sealed interface Step {
    /** Read from the client. After bytes or EOF: {@link Dialogue#received}. */
    enum Wait implements Step {
        FOR_BYTES
    }

    /** Call the router. After its answer: {@link Dialogue#answered}. */
    record Ask(Question question) implements Step {
        static final Ask ROUTE = new Ask(Question.ROUTE);
        static final Ask TIMED_OUT = new Ask(Question.TIMED_OUT);
        static final Ask UNREACHABLE = new Ask(Question.UNREACHABLE);
    }

    /**
     * Drop the bytes that the reply consumes, and send its bytes to the client. After the write:
     * {@link Dialogue#replied}. Then the timeout of the next step of the conversation begins.
     */
    record Reply(Decision.Reply reply) implements Step {}

    /** Connect the client to a target. If all targets fail: {@link Dialogue#unreachable}. */
    record Forward(Decision.Forward forward) implements Step {}

    /** Make another router decide: {@link Dialogue#delegated}, unless there is no router of that name. */
    record Delegate(Decision.Delegate delegate, Question question) implements Step {}

    /** Send the reply of this rejection to the client, if any, and close. */
    record Reject(Decision.Reject reject, Cause cause, String reason) implements Step {
        /** Whether the client is reset instead of closed, so that it does not see an empty response. */
        public boolean resets() {
            return cause == Cause.TARGET_FAILED && !reject.reply().hasRemaining();
        }
    }

    /** Close the connection without a reply: the router has failed with an invalid answer. */
    record InvalidAnswer(String text) implements Step {}

    /**
     * Close the connection without a reply.
     *
     * @param resets whether the client is reset, so that it does not take a response for complete
     */
    record Close(Cause cause, String reason, boolean resets) implements Step {
        Close(Cause cause, String reason) {
            this(cause, reason, false);
        }
    }
}
