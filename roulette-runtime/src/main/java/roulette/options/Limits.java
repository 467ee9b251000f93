package roulette.options;

/**
 * The limits of a proxy.
 *
 * @param connections open connections of all listeners; further clients wait in the backlog
 * @param perClient connections from one IPv4 address or one IPv6 /64; further ones are closed at once; 0: unlimited
 * @param rate new connections per second of all listeners, and at once after a pause; further clients wait in the
 *     backlog; 0: unlimited
 * @param perClientRate the same from one such address; further connections are reset; 0: unlimited
 * @param opening bytes of one opening; when it is full the router must decide
 * @param openings bytes of memory for all openings together; beyond it, a client that needs more than 2 KiB is rejected
 * @param calls concurrent calls of one blocking router; further ones are queued
 */
public record Limits(
        int connections, int perClient, int rate, int perClientRate, int opening, long openings, int calls) {
    /** Without limits of rates. */
    public Limits(int connections, int perClient, int opening, long openings, int calls) {
        this(connections, perClient, 0, 0, opening, openings, calls);
    }

    /** The same for another number of connections. */
    public Limits withConnections(int number) {
        return new Limits(number, perClient, rate, perClientRate, opening, openings, calls);
    }
}
