package roulette.dialogue;

import roulette.api.Decision;

/** What is to be done next with a connection. */
public sealed interface Step {
    /** Read bytes of the client. When some have come, or its end: {@link Dialogue#received}. */
    enum Wait implements Step {
        FOR_BYTES
    }

    /** Ask the router this. When it has answered: {@link Dialogue#answered}. */
    record Ask(Question question) implements Step {
        static final Ask ROUTE = new Ask(Question.ROUTE);
        static final Ask TIMED_OUT = new Ask(Question.TIMED_OUT);
        static final Ask UNREACHABLE = new Ask(Question.UNREACHABLE);
    }

    /**
     * Drop the bytes that the reply consumes, and send the client its bytes. When they are written:
     * {@link Dialogue#replied}. That begins the next step of the conversation, which has a deadline of its own.
     */
    record Reply(Decision.Reply reply) implements Step {}

    /** Connect the client with a target. Where all of them fail: {@link Dialogue#unreachable}. */
    record Forward(Decision.Forward forward) implements Step {}

    /** Have another router decide from now on: {@link Dialogue#delegated}, unless there is no router of that name. */
    record Delegate(Decision.Delegate delegate, Question question) implements Step {}

    /** Send the client the reply of this rejection, if it has one, and close. */
    record Reject(Decision.Reject reject, Cause cause, String reason) implements Step {
        /** Whether the client is reset instead of closed, lest it take nothing for an empty answer. */
        public boolean resets() {
            return cause == Cause.TARGET_FAILED && !reject.reply().hasRemaining();
        }
    }

    /** Close the connection without a reply, and blame the router, which answered what makes no sense. */
    record InvalidAnswer(String text) implements Step {}

    /**
     * Close the connection without a reply.
     *
     * @param resets whether the client is reset, so that it takes nothing for a complete answer
     */
    record Close(Cause cause, String reason, boolean resets) implements Step {
        Close(Cause cause, String reason) {
            this(cause, reason, false);
        }
    }
}
