package roulette.dialogue;

import org.jspecify.annotations.Nullable;
import roulette.api.Answer;
import roulette.api.Decision;
import roulette.api.Failure;

/**
 * The dialogue between a target and the router, after {@link Decision.Forward#listening()}, from the connect until the
 * target is joined with the client or given up. As {@link Dialogue} for the client.
 */
public final class TargetDialogue {
    private static final TargetStep CLOSED = new TargetStep.GiveUp(Failure.CLOSED, Failure.CLOSED.reason());
    private static final TargetStep SENT_TOO_MUCH =
            new TargetStep.GiveUp(Failure.ERROR, "it sent more to the router than limits.opening allows");
    private static final TargetStep LATE = new TargetStep.GiveUp(Failure.NO_ANSWER, Failure.NO_ANSWER.reason());

    private TargetDialogue() {}

    /** The target is connected and was sent the PROXY protocol header, if any; or bytes or EOF were received from it. */
    public static TargetStep received(Received target) {
        if (target.hasNews() && target.held() > 0) {
            return TargetStep.Ask.ANSWERED;
        }
        if (target.ended()) {
            return CLOSED;
        }
        return target.full() ? SENT_TOO_MUCH : TargetStep.Wait.FOR_BYTES;
    }

    /**
     * The router has answered.
     *
     * @param answer null: an invalid answer
     */
    public static TargetStep answered(@Nullable Answer answer, Received target) {
        return switch (answer) {
            case null -> invalid("it answered null");
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
                invalid("it answered " + answer.getClass().getName()
                        + ", which this version of Roulette does not know");
        };
    }

    /** The router's bytes were written to the target. */
    public static TargetStep sent(Answer.Send send, Received target) {
        return send.consumed() > 0 && target.held() > 0 ? TargetStep.Ask.ANSWERED : received(target);
    }

    /** The target's timeout has passed, while no router call was running. */
    public static TargetStep expired() {
        return LATE;
    }

    private static TargetStep consumesTooMuch(String answer, int consumed, Received target) {
        return invalid(answer + "() consumes " + consumed + " bytes of " + target.held());
    }

    private static TargetStep invalid(String text) {
        return new TargetStep.Client(new Step.InvalidAnswer(text));
    }
}
