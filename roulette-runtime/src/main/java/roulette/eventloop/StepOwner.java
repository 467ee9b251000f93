package roulette.eventloop;

/** What a {@link Step} belongs to, and what goes down with it. */
public interface StepOwner {
    /** Something has escaped from a step: a mistake of ours, or a shortage of memory. Throws nothing. */
    void broke(Throwable mistake);
}
