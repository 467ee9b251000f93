package roulette.dialogue;

import roulette.api.Answer;
import roulette.api.Failure;

/** What is to be done next with a target that speaks to the router. */
public sealed interface TargetStep {
    /** Read bytes of the target. When some have come, or its end: {@link TargetDialogue#received}. */
    enum Wait implements TargetStep {
        FOR_BYTES
    }

    /** Ask the router about what the target has said. When it has answered: {@link TargetDialogue#answered}. */
    enum Ask implements TargetStep {
        ANSWERED
    }

    /**
     * Drop the bytes that the answer consumes, and send the target its bytes. Its time runs anew from here. When they are
     * written: {@link TargetDialogue#sent}.
     */
    record Send(Answer.Send send) implements TargetStep {}

    /** Drop the bytes that the answer consumes, and relay between client and target. */
    record Join(Answer.Join join) implements TargetStep {}

    /** The target has failed: try the next one. */
    record GiveUp(Failure failure, String reason) implements TargetStep {}

    /** Close the target's connection, and do this with the client: a {@link Step.Reject} or a {@link Step.InvalidAnswer}. */
    record Client(Step step) implements TargetStep {}
}
