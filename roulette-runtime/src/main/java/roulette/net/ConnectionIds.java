package roulette.net;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connection ids: the proxy's start time, the process id, the worker, and the connection's number there. Unique on one
 * machine. For any thread.
 */
final class ConnectionIds {
    private static final int RADIX = 36;

    private final long opened = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Computed on first use, as reading the process id would delay the start. Constant. */
    private volatile @Nullable String prefix;

    String of(int worker, long number) {
        String known = prefix;
        if (known == null) {
            known = text(opened) + "-" + text(ProcessHandle.current().pid()) + "-";
            prefix = known;
        }
        return known + text(worker) + "-" + text(number);
    }

    private static String text(long number) {
        return Long.toString(number, RADIX);
    }
}
