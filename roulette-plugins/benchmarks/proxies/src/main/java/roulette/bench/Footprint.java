package roulette.bench;

/**
 * What a proxy needs to be there, seen once.
 *
 * @param startCpuSeconds CPU until it accepted for the first time
 * @param startMemory bytes resident then
 * @param warmMemory bytes resident after some seconds of new connections
 * @param idleConnections how many were opened then, and kept
 * @param idleMemory bytes resident with these
 */
record Footprint(double startCpuSeconds, long startMemory, long warmMemory, int idleConnections, long idleMemory) {

    double bytesPerConnection() {
        return (double) (idleMemory - warmMemory) / idleConnections;
    }
}
