package roulette.options;

/**
 * The limits of one listener. Zero means no limit.
 *
 * @param connections open connections; further clients wait in the backlog
 * @param perClient connections from one IPv4 address or one IPv6 /64; further ones are closed at once
 */
public record ListenerLimits(int connections, int perClient) {
    public static final ListenerLimits NONE = new ListenerLimits(0, 0);
}
