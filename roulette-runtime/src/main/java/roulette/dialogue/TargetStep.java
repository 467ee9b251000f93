package roulette.dialogue;

import roulette.api.Answer;
import roulette.api.Failure;

/** The next step of a target handshake. */
public sealed interface TargetStep {
    /** Read from the target. After bytes or EOF: {@link TargetDialogue#received}. */
    enum Wait implements TargetStep {
        FOR_BYTES
    }

    /** Call the router with the target's bytes. After its answer: {@link TargetDialogue#answered}. */
    enum Ask implements TargetStep {
        ANSWERED
    }

    /**
     * Drop the bytes that the answer consumes, restart the target's timeout, and send the answer's bytes to it. After the
     * write: {@link TargetDialogue#sent}.
     */
    record Send(Answer.Send send) implements TargetStep {}

    /** Drop the bytes that the answer consumes, and relay between client and target. */
    record Join(Answer.Join join) implements TargetStep {}

    /** The target has failed: try the next one. */
    record GiveUp(Failure failure, String reason) implements TargetStep {}

    /** Reset the target, and perform a step for the client: a {@link Step.Reject} or a {@link Step.InvalidAnswer}. */
    record Client(Step step) implements TargetStep {}
}
