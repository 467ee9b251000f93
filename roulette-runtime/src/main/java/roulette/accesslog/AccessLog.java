package roulette.accesslog;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.AccessRecord;

/**
 * Writes a line for each connection that has ended. Nobody who hands over a record ever waits: a thread of the log's own
 * formats and writes, and what comes faster than it can be written is dropped, counted, and reported in a line
 * {@code dropped=123} as soon as there is room. The same happens to lines that the destination does not take; it is
 * tried again once a second.
 */
public final class AccessLog implements AccessRecord.Sink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final int CAPACITY = 16_384;

    /** How long the end of the process may wait for a destination that is stuck; for standard error it may once more. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** How often a destination that failed is tried with nothing but the number of lines it has missed. */
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Inbox inbox = new Inbox(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final Opening destination;
    private final Duration patience;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread thread;

    AccessLog(Opening destination, Format format, Duration patience) {
        this.destination = destination;
        this.patience = patience;
        thread = Thread.ofPlatform().daemon().name("roulette-access-log").start(() -> run(format));
        awaitOpened();
    }

    /** Opening takes as long as it takes: that of a named pipe, until somebody reads from it. */
    private void awaitOpened() {
        try {
            if (!opened.await(RETRY.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn(
                        "access log {} does not open; is it a pipe that nobody reads? Its lines wait, and are dropped"
                                + " when they are too many",
                        destination.name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Opens the destination. One that can't be opened is warned of, and tried again as long as the log is open. */
    public static AccessLog open(Destination destination, Format format) {
        return new AccessLog(Opening.of(destination), format, PATIENCE);
    }

    /** Takes a record to be written soon, or drops it. For any thread; never waits. */
    @Override
    public void ended(AccessRecord connection) {
        if (!inbox.offer(connection)) {
            dropped.increment();
        }
    }

    /**
     * Closes the file and opens its path again, for those who have renamed it: records handed over before this go to the
     * file as it was, later ones to the new one. Nothing happens to a stream. For any thread; never waits.
     */
    public void reopen() {
        inbox.reopen();
    }

    /** How many records were not written so far, those counted that may have been written in part. */
    public long dropped() {
        return dropped.sum();
    }

    /**
     * Waits until all that was handed over is written, but no longer than half a second for a destination that is stuck.
     * What is handed over from here on is dropped.
     */
    @Override
    public void close() {
        inbox.close();
        try {
            if (!thread.join(patience)) {
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
            writer.writeWaiting();
            inbox.rest();
            inbox.await(writer.hasUnreported() ? RETRY : Inbox.FOR_EVER);
        }
        // The number of lines that were dropped may not have been told yet.
        writer.writeWaiting();
        if (writer.hasUnreported()) {
            LOG.warn("access log {}: {} lines were dropped", destination.name(), writer.unreported());
        }
        outlet.close();
    }
}
