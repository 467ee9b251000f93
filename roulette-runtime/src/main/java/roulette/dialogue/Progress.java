package roulette.dialogue;

/** How far a connection has come: what {@link Dialogue} decides by, beside the router's answers. */
public interface Progress extends Received {
    /** 0 once a target has taken the bytes. */
    @Override
    int held();

    /** Whether a target has taken the bytes, so that no other can be given them. */
    boolean taken();

    /** Whether the router was asked {@link Question#TIMED_OUT} before. */
    boolean wasTimedOut();

    /** How many forwards of the router have been followed. */
    int forwards();

    /** How many times one router has delegated to another. */
    int delegations();

    /** What the last target that failed has failed of, for people; empty where none has. */
    String lastFailure();
}
