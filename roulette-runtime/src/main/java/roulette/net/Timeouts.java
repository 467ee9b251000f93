package roulette.net;

import java.time.Duration;

/**
 * How long a connection may stay in each part of its way. Zero: without limit.
 *
 * @param header to send the PROXY protocol's header, where one is expected
 * @param routing from accept, or from that header, to the router's decision
 * @param connect to look up and connect one target
 * @param idle with no byte in either direction, once routed
 * @param halfClosed the same, once one side has ended
 */
public record Timeouts(Duration header, Duration routing, Duration connect, Duration idle, Duration halfClosed) {}
