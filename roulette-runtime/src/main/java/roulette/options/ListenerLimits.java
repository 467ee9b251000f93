package roulette.options;

/**
 * The limits of one listener. Zero means no limit.
 *
 * @param connections open connections; further clients wait in the backlog
 * @param perClient connections from one IPv4 address or one IPv6 /64; further ones are closed at once
 * @param rate new connections per second, and at once after a pause; further clients wait in the backlog
 * @param perClientRate the same from one such address; further connections are reset
 */
public record ListenerLimits(int connections, int perClient, int rate, int perClientRate) {
    public static final ListenerLimits NONE = new ListenerLimits(0, 0, 0, 0);
}
