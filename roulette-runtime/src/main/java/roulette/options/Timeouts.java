package roulette.options;

import java.time.Duration;

/**
 * How long to wait. Zero means without end.
 *
 * @param proxyHeader for the PROXY protocol's header, where one is expected
 * @param routing from accept, or from that header, to the router's decision
 * @param connect to look up and connect one target
 * @param idle with nothing moving in either direction, once routed
 * @param halfClosed the same, after one side has ended
 * @param drain for open connections to end, when told to stop
 */
public record Timeouts(
        Duration proxyHeader, Duration routing, Duration connect, Duration idle, Duration halfClosed, Duration drain) {}
