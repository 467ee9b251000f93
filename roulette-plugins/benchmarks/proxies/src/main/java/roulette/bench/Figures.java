package roulette.bench;

/**
 * What one round of one work on one proxy gave.
 *
 * @param cpuSeconds what the proxy spent
 * @param seconds how long it took
 * @param percentiles of the latency in microseconds: 50, 90, 99 and 99.9
 */
record Figures(double cpuSeconds, long operations, long bytes, double seconds, long failures, int[] percentiles) {
    private static final double GIGA = 1e9;

    /** Microseconds of CPU for an operation, or seconds for a gigabyte. */
    double cost(Work.Unit unit) {
        return switch (unit) {
            case OPERATION -> cpuSeconds * 1e6 / operations;
            case GIGABYTE -> cpuSeconds / (bytes / GIGA);
        };
    }

    /** Operations or gigabytes in a second. */
    double rate(Work.Unit unit) {
        return switch (unit) {
            case OPERATION -> operations / seconds;
            case GIGABYTE -> bytes / GIGA / seconds;
        };
    }
}
