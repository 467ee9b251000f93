package roulette.net;

import java.util.EnumSet;
import java.util.Set;

/**
 * The state of a connection.
 *
 * <pre>
 *   accept --> IDENTIFYING, where the PROXY protocol is expected -- header --> READING
 *
 *                  +--------- needMore ---------+
 *                  v                            |
 *   accept --> READING -- bytes | deadline --> ROUTING -- forward --> CONNECTING -- connected --> RELAYING
 *                  ^                            | | ^                     |                          |
 *                  |                            | | +-- no target left ---+                          |
 *                  +-- written -- REPLYING <----+ | +-- no first byte, none sent to client ----------+
 *                                          reply  |
 *                                                 +-- reject --> REJECTING -- flushed --> CLOSED
 *
 *   every state --> CLOSED: the client left, a timeout, the router failed, both sides sent EOF, a reset
 * </pre>
 */
enum State {
    /** Waiting for the PROXY protocol header. */
    IDENTIFYING,
    /** Waiting for bytes from the client; the opening's buffer belongs to the pending read. */
    READING,
    /** The router is being called; it has a view of the opening's buffer. */
    ROUTING,
    /** A reply of the router is being written to the client. */
    REPLYING,
    /** A target is being resolved or connected, or talks to the router before it is joined with the client. */
    CONNECTING,
    /** Two pumps move bytes; the opening's buffer was the first write of one of them. */
    RELAYING,
    /** A final message is being written to the client. */
    REJECTING,
    /** Both channels are closed; pending operations complete and give their buffers back. */
    CLOSED;

    private Set<State> next = Set.of();

    static {
        IDENTIFYING.next = EnumSet.of(READING, CLOSED);
        READING.next = EnumSet.of(ROUTING, CLOSED);
        ROUTING.next = EnumSet.of(READING, REPLYING, CONNECTING, REJECTING, CLOSED);
        REPLYING.next = EnumSet.of(READING, CLOSED);
        CONNECTING.next = EnumSet.of(RELAYING, ROUTING, REJECTING, CLOSED);
        RELAYING.next = EnumSet.of(ROUTING, CLOSED);
        REJECTING.next = EnumSet.of(CLOSED);
        CLOSED.next = EnumSet.noneOf(State.class);
    }

    /**
     * The next state, if the diagram has such an arrow.
     *
     * @throws IllegalStateException if it has none: an internal error
     */
    State to(State target) {
        if (!next.contains(target)) {
            throw new IllegalStateException("a connection can't go from " + this + " to " + target);
        }
        return target;
    }
}
