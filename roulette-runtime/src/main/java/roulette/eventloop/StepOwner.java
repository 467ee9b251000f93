package roulette.eventloop;

/** What a {@link Step} belongs to, and what is closed if the step throws. */
public interface StepOwner {
    /** A step threw: an internal error, or out of memory. Throws nothing. */
    void stepFailed(Throwable failure);
}
