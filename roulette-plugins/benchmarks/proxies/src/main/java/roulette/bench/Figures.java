package roulette.bench;

/**
 * The results of one round of one work on one proxy.
 *
 * @param cpuSeconds CPU time of the proxy
 * @param seconds duration
 * @param percentiles of the latency in microseconds: 50, 90, 99 and 99.9
 */
record Figures(double cpuSeconds, long operations, long bytes, double seconds, long failures, int[] percentiles) {
    private static final double GIGA = 1e9;

    /** Microseconds of CPU per operation, or seconds per gigabyte. */
    double cost(Work.Unit unit) {
        return switch (unit) {
            case OPERATION -> cpuSeconds * 1e6 / operations;
            case GIGABYTE -> cpuSeconds / (bytes / GIGA);
        };
    }

    /** Operations or gigabytes per second. */
    double rate(Work.Unit unit) {
        return switch (unit) {
            case OPERATION -> operations / seconds;
            case GIGABYTE -> bytes / GIGA / seconds;
        };
    }
}
