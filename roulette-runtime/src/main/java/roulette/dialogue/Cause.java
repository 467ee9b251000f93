package roulette.dialogue;

/** Why a connection is closed before it is relayed, as far as the dialogue decides that. */
public enum Cause {
    /** The client ended its side before it was routed. */
    CLIENT_LEFT,
    /** The router rejected it. */
    REJECTED,
    /** The opening has reached its limit without a decision. */
    OPENING_FULL,
    /** The routing deadline passed without a decision. */
    ROUTING_TIMEOUT,
    /** No target could be reached. */
    TARGET_FAILED
}
