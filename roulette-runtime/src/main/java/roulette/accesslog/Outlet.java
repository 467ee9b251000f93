package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.RateLimitedLog;

/**
 * Keeps a destination open: where it fails, it is opened again when there is something to write, at most once a second.
 * That it fails is said at most once a minute. For one thread.
 */
final class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final Opening destination;
    private final LongSupplier nanoTime;
    private final RateLimitedLog log;
    private @Nullable OutputStream stream;
    private long failed;

    /** Opens it. */
    Outlet(Opening destination, LongSupplier nanoTime) {
        this.destination = destination;
        this.nanoTime = nanoTime;
        log = new RateLimitedLog(LOG, Duration.ofMinutes(1), nanoTime);
        open();
    }

    /** Writes these lines in one go; false where they are lost. */
    boolean write(Bytes lines) {
        if (stream == null && nanoTime.getAsLong() - failed >= RETRY) {
            open();
        }
        if (stream == null) {
            return false;
        }
        try {
            lines.writeTo(stream);
            return true;
        } catch (IOException e) {
            close();
            failed(e);
            return false;
        }
    }

    /** Closes it and opens it anew, at once. */
    void reopen() {
        close();
        open();
    }

    void close() {
        try {
            if (stream != null) {
                stream.close();
            }
        } catch (IOException e) {
            LOG.debug("access log {} can't be closed", destination.name(), e);
        }
        stream = null;
    }

    private void open() {
        try {
            stream = destination.open();
        } catch (IOException e) {
            failed(e);
        }
    }

    private void failed(IOException failure) {
        failed = nanoTime.getAsLong();
        log.warn(
                "access log {} can't be written: {}; until it can, its lines are dropped and counted",
                destination.name(),
                reason(failure));
    }

    /** The message, without the file's name that the JDK puts before it when it can't open it. */
    private String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = destination.name() + " (";
        return message.startsWith(prefix) && message.endsWith(")")
                ? message.substring(prefix.length(), message.length() - 1)
                : message;
    }
}
