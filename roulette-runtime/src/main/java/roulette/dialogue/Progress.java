package roulette.dialogue;

/** How far a connection has come: what {@link Dialogue} decides by, beside the router's answers. */
public interface Progress {
    /** How many bytes of the opening are held: those that no reply has consumed. 0 once a target has taken them. */
    int held();

    /** Whether bytes, or the client's end, have come since the router was last asked. */
    boolean hasNews();

    /** Whether the client has ended its side, so that no more bytes will come. */
    boolean ended();

    /** Whether the opening has reached its limit, so that no more bytes can be read. */
    boolean full();

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
