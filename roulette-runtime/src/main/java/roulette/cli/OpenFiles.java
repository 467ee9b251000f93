package roulette.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;

/**
 * The number of files, including sockets, that this process may have open.
 *
 * @param limit of {@code ulimit -n}, raised by Java as far as permitted
 * @param open the number of files open now
 * @param loops the number of event loops the proxy will have, each with sockets of its own
 */
record OpenFiles(long limit, long open, int loops) {
    /** The default limit of connections. */
    static final int DEFAULT = 10_000;

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
            // Counting needs a descriptor, and none is left.
            return new OpenFiles(limit, limit, loops);
        }
    }

    /**
     * The effective limit of connections.
     *
     * @param wanted the configured limit; 0: the default, or fewer if the open files allow only that
     * @throws ProblemsException if the open files don't suffice for it
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
        return wanted == 0 ? (int) Math.min(DEFAULT, most) : wanted;
    }

    /** A warning before the start if fewer connections fit than are wanted. */
    Optional<String> problem(int wanted, int listeners) {
        try {
            int fit = connections(wanted, listeners);
            return wanted != 0 || fit >= DEFAULT / 2
                    ? Optional.empty()
                    : Optional.of("the open files that this process may have, " + limit + " (ulimit -n), allow " + fit
                            + " connections instead of " + DEFAULT + "; further clients wait");
        } catch (ProblemsException e) {
            return Optional.of(e.problems().getFirst());
        }
    }
}
