package roulette.net;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * Names connections: when the proxy was opened, the process, the worker, and the number of the connection there. No two
 * connections of one machine have the same name. For any thread.
 */
final class ConnectionIds {
    private static final int RADIX = 36;

    private final long opened = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());

    /** Made when it is first needed: to learn the number of the process costs time at the start. Always the same. */
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
