package roulette.bench;

/**
 * One measurement of a proxy's start and memory use.
 *
 * @param startCpuSeconds CPU time until it first accepted a connection
 * @param startMemory resident bytes at that time
 * @param warmMemory resident bytes after some seconds of new connections
 * @param idleConnections number of idle connections then opened
 * @param idleMemory resident bytes with these
 */
record Footprint(double startCpuSeconds, long startMemory, long warmMemory, int idleConnections, long idleMemory) {

    double bytesPerConnection() {
        return (double) (idleMemory - warmMemory) / idleConnections;
    }
}
