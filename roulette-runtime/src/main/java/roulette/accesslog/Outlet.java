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
 * Keeps a destination open. After a failure it is opened again when there is something to write, at most once a second.
 * Failures are logged at most once a minute. For one thread.
 */
final class Outlet {
    private static final Logger LOG = LoggerFactory.getLogger(Outlet.class);
    private static final long RETRY = Duration.ofSeconds(1).toNanos();

    private final Openable destination;
    private final LongSupplier nanoTime;
    private final RateLimitedLog log;
    private @Nullable OutputStream stream;
    private long failedAt;

    /** Whether a failure was logged, and no write has succeeded since. */
    private boolean announced;

    /** Opens the destination; logs it if that fails. */
    Outlet(Openable destination, LongSupplier nanoTime) {
        this.destination = destination;
        this.nanoTime = nanoTime;
        log = new RateLimitedLog(LOG, Duration.ofMinutes(1), nanoTime);
        open();
    }

    /** Writes these lines at once; false if they are lost. */
    boolean write(Bytes lines) {
        if (stream == null && nanoTime.getAsLong() - failedAt >= RETRY) {
            open();
        }
        if (stream == null) {
            return false;
        }
        try {
            lines.writeTo(stream);
            recovered();
            return true;
        } catch (IOException e) {
            close();
            failed(e);
            return false;
        }
    }

    /** Closes the destination and opens it again immediately. */
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
        failedAt = nanoTime.getAsLong();
        announced |= log.warn(
                "access log {} can't be written: {}; lines are dropped and counted until it can",
                destination.name(),
                reason(failure));
    }

    private void recovered() {
        if (announced) {
            announced = false;
            LOG.warn("access log {} can be written again", destination.name());
        }
    }

    /** The message without the file's name, which the JDK puts first when opening fails. */
    private String reason(IOException failure) {
        String message = String.valueOf(failure.getMessage());
        String prefix = destination.name() + " (";
        return message.startsWith(prefix) && message.endsWith(")")
                ? message.substring(prefix.length(), message.length() - 1)
                : message;
    }
}
