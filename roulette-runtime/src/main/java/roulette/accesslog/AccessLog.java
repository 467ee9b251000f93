package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.AccessRecord;

/**
 * One line for each connection that has ended. Records go into a bounded queue, and a thread of its own writes them;
 * what does not fit, or can't be written, is dropped, counted, and said in a line of its own as soon as there is room.
 * For any thread.
 */
public final class AccessLog implements AccessRecord.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int CAPACITY = 16_384;
    private static final int BATCH = 1024;
    private static final Duration BETWEEN_WARNINGS = Duration.ofMinutes(1);
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);

    private final BlockingQueue<AccessRecord> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final LogFile file;
    private final Format format;
    private final Thread writer;
    private volatile boolean reopen;
    private volatile boolean closed;

    // Of the writer's thread alone.
    private long said;
    private @Nullable Long brokenSince;
    private @Nullable Long warned;

    private AccessLog(LogFile file, Format format) {
        this.file = file;
        this.format = format;
        writer = Thread.ofPlatform().daemon().name("roulette-access-log").start(this::run);
    }

    /** Appends to a file. Where that is not possible it keeps trying, once a second. */
    public static AccessLog toFile(Path path, Format format) {
        return new AccessLog(LogFile.at(path), format);
    }

    /** Writes to a stream, which is not closed. */
    public static AccessLog toStream(OutputStream stream, Format format) {
        return new AccessLog(LogFile.of(stream), format);
    }

    @Override
    public void ended(AccessRecord connection) {
        if (!queue.offer(connection)) {
            dropped.increment();
        }
    }

    /** Closes the file and opens the one of that name now, before the next line: for whoever has renamed it. */
    public void reopen() {
        reopen = true;
    }

    /** How many lines were dropped since the start. */
    public long dropped() {
        return dropped.sum();
    }

    private void run() {
        List<AccessRecord> batch = new ArrayList<>(BATCH);
        try {
            while (!closed || !queue.isEmpty()) {
                AccessRecord first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (reopen) {
                    reopen = false;
                    close(file);
                }
                if (first != null) {
                    batch.add(first);
                    queue.drainTo(batch, BATCH - 1);
                    write(batch);
                    batch.clear();
                }
            }
            close(file);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void write(List<AccessRecord> batch) {
        if (brokenSince != null && System.nanoTime() - brokenSince < BETWEEN_TRIES.toNanos() && !closed) {
            dropped.add(batch.size());
            return;
        }
        StringBuilder lines = new StringBuilder(batch.size() * 256);
        long lost = dropped.sum();
        if (lost > said) {
            lines.append(format.dropped(lost - said));
        }
        batch.forEach(connection -> lines.append(format.line(connection)));
        try {
            file.write(lines.toString().getBytes(StandardCharsets.UTF_8));
            said = lost;
            brokenSince = null;
        } catch (IOException e) {
            dropped.add(batch.size());
            brokenSince = System.nanoTime();
            warn(e);
        }
    }

    private void close(LogFile open) {
        try {
            open.close();
        } catch (IOException e) {
            warn(e);
        }
    }

    private void warn(IOException e) {
        long now = System.nanoTime();
        if (warned == null || now - warned > BETWEEN_WARNINGS.toNanos()) {
            warned = now;
            LOG.warn(
                    "the access log can't be written to {}: {}; lines are dropped meanwhile, this is said once a minute",
                    file.name(),
                    e.toString());
        }
    }

    /** Writes out what is queued, and ends. Records that come later are dropped. */
    @Override
    public void close() {
        closed = true;
        try {
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
