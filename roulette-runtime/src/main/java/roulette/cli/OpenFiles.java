package roulette.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * How many files, sockets among them, this process may have open.
 *
 * @param limit what {@code ulimit -n} says, and Java has raised as far as it may
 * @param open how many are open at present
 * @param loops how many loops the proxy will have, each with sockets of its own
 */
record OpenFiles(long limit, long open, int loops) {
    /** The limit of connections where the configuration has none. */
    static final int USUAL = 10_000;

    private static final int PER_LOOP = 8;
    private static final int SPARE = 64;

    static OpenFiles ofThisProcess() {
        int loops = Runtime.getRuntime().availableProcessors();
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return new OpenFiles(Long.MAX_VALUE, 0, loops);
        }
        long limit = system.getMaxFileDescriptorCount();
        try {
            return new OpenFiles(limit, system.getOpenFileDescriptorCount(), loops);
        } catch (InternalError none) {
            // Counting them takes one more, and there is none.
            return new OpenFiles(limit, limit, loops);
        }
    }

    /**
     * The limit of connections to be kept.
     *
     * @param wanted what the configuration says; 0: as many as usual, or as can be had
     * @throws ProblemsException if the open files can't hold what is wanted
     */
    int connections(int wanted, int listeners) throws ProblemsException {
        long reserved = open + SPARE + (long) loops * (PER_LOOP + listeners);
        long most = Math.max(0, limit - reserved) / 2;
        if (most == 0) {
            throw new ProblemsException(List.of("even one connection needs " + (reserved + 2)
                    + " open files, but this process may have " + limit + " (ulimit -n): raise that"));
        }
        if (wanted > most) {
            throw new ProblemsException(List.of("limits.connections = " + wanted + " needs " + (reserved + 2L * wanted)
                    + " open files, but this process may have " + limit + " (ulimit -n): raise that, or allow at most "
                    + most + " connections"));
        }
        return wanted == 0 ? (int) Math.min(USUAL, most) : wanted;
    }

    /** What should be known before the start: that fewer connections fit than are wanted. */
    Optional<String> problem(int wanted, int listeners) {
        try {
            int fit = connections(wanted, listeners);
            return wanted != 0 || fit >= USUAL / 2
                    ? Optional.empty()
                    : Optional.of("the open files that this process may have, " + limit + " (ulimit -n), allow " + fit
                            + " connections instead of " + USUAL + "; further clients wait");
        } catch (ProblemsException e) {
            return Optional.of(e.problems().getFirst());
        }
    }
}
