package roulette.config;

/**
 * A {@code [[listeners]]} table: where connections are accepted, and who decides about them.
 *
 * @param name in logs and metrics; differs from that of every other listener
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port 0 for any free one
 * @param router the name of a router or of a {@link RouterTable}
 * @param where the table begins
 */
public record Listener(String name, String host, int port, String router, Position where) {}
