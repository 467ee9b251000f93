package roulette.dialogue;

/** Why the dialogue closes a connection before the relay. */
public enum Cause {
    /** EOF from the client before it was routed. */
    CLIENT_LEFT,
    /** The router rejected it. */
    REJECTED,
    /** The opening reached its limit without a decision. */
    OPENING_FULL,
    /** The routing deadline passed without a decision. */
    ROUTING_TIMEOUT,
    /** No target could be reached. */
    TARGET_FAILED
}
