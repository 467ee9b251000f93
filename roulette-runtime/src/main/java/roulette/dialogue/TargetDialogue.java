package roulette.dialogue;

import org.jspecify.annotations.Nullable;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.Failure;

/**
 * What follows what between a target and the router, after {@link Decision.Forward#listening()}, from the connection until
 * the target is joined with the client or given up. As {@link Dialogue} is for the client.
 */
public final class TargetDialogue {
    private static final TargetStep CLOSED = new TargetStep.GiveUp(Failure.CLOSED, Failure.CLOSED.reason());
    private static final TargetStep SAID_TOO_MUCH =
            new TargetStep.GiveUp(Failure.ERROR, "it said more to the router than limits.opening has room for");
    private static final TargetStep LATE = new TargetStep.GiveUp(Failure.NO_ANSWER, Failure.NO_ANSWER.reason());

    private TargetDialogue() {}

    /** The target was connected, and has been sent what goes ahead of all else; or it has said something, or has ended. */
    public static TargetStep received(Received target) {
        if (target.hasNews() && target.held() > 0) {
            return TargetStep.Ask.ANSWERED;
        }
        if (target.ended()) {
            return CLOSED;
        }
        return target.full() ? SAID_TOO_MUCH : TargetStep.Wait.FOR_BYTES;
    }

    /**
     * The router has answered.
     *
     * @param answer null: the router's mistake
     */
    public static TargetStep answered(@Nullable Answer answer, Received target) {
        return switch (answer) {
            case null -> mistake("it answered null");
            case Answer.NeedMore _ -> received(target);
            case Answer.Send send ->
                send.consumed() > target.held()
                        ? consumesTooMuch("send", send.consumed(), target)
                        : new TargetStep.Send(send);
            case Answer.Join join ->
                join.consumed() > target.held()
                        ? consumesTooMuch("join", join.consumed(), target)
                        : new TargetStep.Join(join);
            case Answer.NextTarget next ->
                new TargetStep.GiveUp(
                        Failure.GIVEN_UP,
                        next.reason().isEmpty()
                                ? Failure.GIVEN_UP.reason()
                                : Failure.GIVEN_UP.reason() + ": " + next.reason());
            case Decision.Reject reject ->
                new TargetStep.Client(new Step.Reject(reject, Cause.REJECTED, "by the router"));
            default ->
                mistake("it answered " + answer.getClass().getName()
                        + ", which this version of Roulette does not know");
        };
    }

    /** What the router wanted to say to the target is written. */
    public static TargetStep sent(Answer.Send send, Received target) {
        return send.consumed() > 0 && target.held() > 0 ? TargetStep.Ask.ANSWERED : received(target);
    }

    /** The target's time has passed, while the router was not being asked. */
    public static TargetStep expired() {
        return LATE;
    }

    private static TargetStep consumesTooMuch(String answer, int consumed, Received target) {
        return mistake(answer + "() consumes " + consumed + " bytes of " + target.held());
    }

    private static TargetStep mistake(String text) {
        return new TargetStep.Client(new Step.InvalidAnswer(text));
    }
}
