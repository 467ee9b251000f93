package roulette.dialogue;

/** The state of a connection that {@link Dialogue} depends on, besides the router's answers. */
public interface Progress extends Received {
    /** 0 after the bytes were handed to a target. */
    @Override
    int held();

    /** Whether the bytes were handed to a target, so no other can get them. */
    boolean taken();

    /** Whether a call {@link Question#TIMED_OUT} was made before. */
    boolean wasTimedOut();

    /** How many forwards of the router were performed. */
    int forwards();

    /** How many times the connection was delegated. */
    int delegations();

    /** Why the last failed target failed, for people; empty if none has. */
    String lastFailure();
}
