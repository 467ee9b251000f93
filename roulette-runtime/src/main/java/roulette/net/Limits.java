package roulette.net;

/**
 * What a proxy may hold at once.
 *
 * @param connections in all; further clients wait in the backlog
 * @param perClient of one IPv4 address or one IPv6 /64; further ones are closed at once; 0: without limit
 * @param opening bytes of one opening
 */
public record Limits(int connections, int perClient, int opening) {}
