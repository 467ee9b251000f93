package roulette.accesslog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.AccessRecord;

/**
 * Writes one line per finished connection. Callers never block: a thread of its own formats and writes the records.
 * Records that come faster than they can be written are dropped, counted, and reported in a line {@code dropped=123} as
 * soon as there is room. So are lines that the destination does not accept; it is retried once a second.
 */
public final class AccessLog implements AccessRecord.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int CAPACITY = 16_384;

    /** How long process exit waits for a stuck destination; standard error may add the same again. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    /** How often a failed destination is retried with only the number of dropped lines to write. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Inbox inbox = new Inbox(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final Openable destination;
    private final Duration closeTimeout;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    AccessLog(Openable destination, Format format, Duration closeTimeout) {
        this.destination = destination;
        this.closeTimeout = closeTimeout;
        thread = Thread.ofPlatform().daemon().name("roulette-access-log").start(() -> run(format));
        awaitOpened();
    }

    /** Warns after a second: opening a named pipe blocks until it has a reader. */
    private void awaitOpened() {
        try {
            if (!opened.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "access log {} is not open yet; is it a named pipe without a reader? Lines are queued, and"
                                + " dropped when the queue is full",
                        destination.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the destination. If that fails, it is logged, and retried until the log is closed. */
    public static AccessLog open(Destination destination, Format format) {
        return new AccessLog(Openable.of(destination), format, CLOSE_TIMEOUT);
    }

    /** Queues a record, or drops it if the queue is full. For any thread; never blocks. */
    @Override
    public void ended(AccessRecord connection) {
        if (!inbox.offer(connection)) {
            dropped.increment();
        }
    }

    /**
     * Closes the file and opens its path again, for log rotation: records queued before go to the renamed file, later
     * ones to the new one. Does nothing for a stream. For any thread; never blocks.
     */
    public void reopen() {
        inbox.reopen();
    }

    /** The number of dropped records so far, including those that may have been written in part. */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Waits until all queued records are written, at most half a second if the destination is stuck. Later records are
     * dropped.
     */
    @Override
    public void close() {
        inbox.close();
        try {
            if (!thread.join(closeTimeout)) {
                LOG.warn("access log {} is stuck: its last lines are lost", destination.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Format format) {
        Outlet outlet = new Outlet(destination, System::nanoTime);
        opened.countDown();
        LineWriter writer = new LineWriter(inbox, format, outlet, dropped);
        while (!inbox.finished()) {
            writer.writeQueued();
            inbox.pause();
            inbox.await(writer.hasUnreported() ? RETRY : Inbox.NO_TIMEOUT);
        }
        // The number of lines that were dropped may not have been reported yet.
        writer.writeQueued();
        if (writer.hasUnreported()) {
            LOG.warn("access log {}: {} lines were dropped", destination.name(), writer.unreported());
        }
        outlet.close();
    }
}
