package roulette.net;

import roulette.dialogue.Cause;

/** How a connection ended, for logs and counters. */
enum Ending {
    /** Both sides closed their stream (FIN), and everything was delivered. */
    COMPLETE("complete"),
    /** One side was reset or failed, and the other side was reset. */
    RESET("reset"),
    /** The client disconnected before it was routed. */
    CLIENT_LEFT("client-left"),
    /** The required PROXY protocol header was missing or malformed. */
    BAD_HEADER("bad-header"),
    /** The PROXY protocol header was not received in time. */
    HEADER_TIMEOUT("header-timeout"),
    /** The router rejected it. */
    REJECTED("rejected"),
    /** The router threw, returned null, or returned an invalid decision. */
    ROUTER_FAILED("router-failed"),
    /** The opening reached its size limit without a decision. */
    OPENING_FULL("opening-full"),
    /** The memory limit of all openings was reached. */
    OPENINGS_FULL("openings-full"),
    /** The routing timeout passed without a decision. */
    ROUTING_TIMEOUT("routing-timeout"),
    /** No target could be reached. */
    TARGET_FAILED("target-failed"),
    /** No data in either direction for the idle timeout. */
    IDLE("idle"),
    /** Half-closed, and no data from the other side for the half-closed timeout. */
    HALF_CLOSED_IDLE("half-closed-idle"),
    /** It was open for longer than connections may be. */
    LIFETIME("lifetime"),
    /** The listener does not serve clients of this address. */
    DENIED("denied"),
    /** The client's address has reached its connection limit. */
    CLIENT_LIMIT("client-limit"),
    /** The client's address has exceeded its rate of new connections. */
    CLIENT_RATE("client-rate"),
    /** There was no memory for its buffers. */
    NO_MEMORY("no-memory"),
    /** The proxy was stopped before the connection ended. */
    CUT("cut"),
    /** An internal error; the log has a stack trace. */
    INTERNAL("internal");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** The ending for a close requested by the dialogue. */
    static Ending of(Cause cause) {
        return switch (cause) {
            case CLIENT_LEFT -> CLIENT_LEFT;
            case REJECTED -> REJECTED;
            case OPENING_FULL -> OPENING_FULL;
            case ROUTING_TIMEOUT -> ROUTING_TIMEOUT;
            case TARGET_FAILED -> TARGET_FAILED;
        };
    }

    /** Whether such connections are in the access log. A flood of denied ones must not fill the disk. */
    boolean isLogged() {
        return this != DENIED && this != CLIENT_RATE;
    }

    @Override
    public String toString() {
        return text;
    }
}
