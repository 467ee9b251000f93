package roulette.net;

import roulette.dialogue.Cause;

/** How a connection ended: a small fixed vocabulary for logs and counters. */
enum Ending {
    /** Both sides ended their stream, and everything was delivered. */
    COMPLETE("complete"),
    /** One side was reset or broke, and the reset was passed on. */
    RESET("reset"),
    /** The client left, or broke, before it was routed. */
    CLIENT_LEFT("client-left"),
    /** What came first was no header of the PROXY protocol, where one is required. */
    BAD_HEADER("bad-header"),
    /** The header of the PROXY protocol did not come in time. */
    HEADER_TIMEOUT("header-timeout"),
    /** The router rejected it. */
    REJECTED("rejected"),
    /** The router threw, answered null, or answered what makes no sense. */
    ROUTER_FAILED("router-failed"),
    /** The opening grew to its limit with no decision. */
    OPENING_FULL("opening-full"),
    /** All openings together had taken the memory they may. */
    OPENINGS_FULL("openings-full"),
    /** The routing deadline passed with no decision. */
    ROUTING_TIMEOUT("routing-timeout"),
    /** No target could be reached. */
    TARGET_FAILED("target-failed"),
    /** Neither side said anything for the idle time. */
    IDLE("idle"),
    /** One side had ended, and the other said nothing for the half-closed time. */
    HALF_CLOSED_IDLE("half-closed-idle"),
    /** The client's address holds as many connections as it may. */
    CLIENT_LIMIT("client-limit"),
    /** There was no memory for its buffers. */
    NO_MEMORY("no-memory"),
    /** The proxy was stopped before the connection ended. */
    CUT("cut"),
    /** A mistake of ours; the log has a stack trace. */
    INTERNAL("internal");

    private final String word;

    Ending(String word) {
        this.word = word;
    }

    /** What a close that the dialogue asks for counts as. */
    static Ending of(Cause cause) {
        return switch (cause) {
            case CLIENT_LEFT -> CLIENT_LEFT;
            case REJECTED -> REJECTED;
            case OPENING_FULL -> OPENING_FULL;
            case ROUTING_TIMEOUT -> ROUTING_TIMEOUT;
            case TARGET_FAILED -> TARGET_FAILED;
        };
    }

    @Override
    public String toString() {
        return word;
    }
}
