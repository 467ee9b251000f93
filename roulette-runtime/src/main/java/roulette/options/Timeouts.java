package roulette.options;

import java.time.Duration;

/**
 * The timeouts of a proxy. Zero means no timeout.
 *
 * @param proxyHeader for receiving the PROXY protocol header, if one is expected
 * @param routing from accept, or from that header, to the router's decision
 * @param conversation for all steps of a conversation with the router together, from accept
 * @param connect to resolve and connect one target
 * @param forward to connect one of the targets of a client, all attempts together
 * @param idle without data in either direction, once routed
 * @param halfClosed the same, after EOF from one side
 * @param lifetime of a connection, from accept to its end
 * @param drain for open connections to end, at shutdown
 */
public record Timeouts(
        Duration proxyHeader,
        Duration routing,
        Duration conversation,
        Duration connect,
        Duration forward,
        Duration idle,
        Duration halfClosed,
        Duration lifetime,
        Duration drain) {
    /** Without limits for all targets together and for the lifetime. */
    public Timeouts(
            Duration proxyHeader,
            Duration routing,
            Duration conversation,
            Duration connect,
            Duration idle,
            Duration halfClosed,
            Duration drain) {
        this(proxyHeader, routing, conversation, connect, Duration.ZERO, idle, halfClosed, Duration.ZERO, drain);
    }
}
