package roulette.options;

/**
 * What a proxy may hold at once.
 *
 * @param connections over all listeners; further clients wait in the backlog
 * @param perClient of them, from one IPv4 address or one IPv6 /64; further ones are closed at once; 0: without limit
 * @param opening bytes that are read before a router has to decide
 * @param openings bytes of memory for all openings together; who needs more than 2 KiB beyond that is turned away
 * @param calls concurrent calls of one router that blocks; further ones wait for their turn
 */
public record Limits(int connections, int perClient, int opening, long openings, int calls) {
    /** The same for another number of connections. */
    public Limits withConnections(int number) {
        return new Limits(number, perClient, opening, openings, calls);
    }
}
