package roulette.net;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a connection is on its way.
 *
 * <pre>
 *   accept --> IDENTIFYING, where the PROXY protocol is expected -- header --> READING
 *
 *                  +--------- needMore ---------+
 *                  v                            |
 *   accept --> READING -- bytes | deadline --> ROUTING -- forward --> CONNECTING -- connected --> RELAYING
 *                  ^                            | | ^                     |                          |
 *                  |                            | | +-- no target left ---+                          |
 *                  +-- written -- REPLYING <----+ | +-- no first byte, client told nothing ----------+
 *                                          reply  |
 *                                                 +-- reject --> REJECTING -- flushed --> CLOSED
 *
 *   every state --> CLOSED: the client left, a deadline passed, the router failed, both sides have ended, a reset
 * </pre>
 */
enum State {
    /** Waits for the header of the PROXY protocol. */
    IDENTIFYING,
    /** Waits for bytes of the client; the opening's buffer belongs to the pending read. */
    READING,
    /** The router has been asked; the opening's buffer is lent to it as a view. */
    ROUTING,
    /** A reply of the router is being written to the client. */
    REPLYING,
    /** A target is being looked up or connected. */
    CONNECTING,
    /** Two pumps move bytes; the opening's buffer was the first write of one of them. */
    RELAYING,
    /** Last words are being written to the client. */
    REJECTING,
    /** Both channels are closed; what was pending completes and gives its buffers back. */
    CLOSED;

    private Set<State> next = Set.of();

    static {
        IDENTIFYING.next = EnumSet.of(READING, CLOSED);
        READING.next = EnumSet.of(ROUTING, CLOSED);
        ROUTING.next = EnumSet.of(READING, REPLYING, CONNECTING, REJECTING, CLOSED);
        REPLYING.next = EnumSet.of(READING, CLOSED);
        CONNECTING.next = EnumSet.of(RELAYING, ROUTING, CLOSED);
        RELAYING.next = EnumSet.of(ROUTING, CLOSED);
        REJECTING.next = EnumSet.of(CLOSED);
        CLOSED.next = EnumSet.noneOf(State.class);
    }

    /**
     * The next state, if the diagram has such an arrow.
     *
     * @throws IllegalStateException if it has none: a mistake of ours
     */
    State to(State target) {
        if (!next.contains(target)) {
            throw new IllegalStateException("a connection can't go from " + this + " to " + target);
        }
        return target;
    }
}
