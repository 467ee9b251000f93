package roulette.cli;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.LongAdder;

/**
 * Stands in for the standard error stream, so that nobody who writes to it waits for a terminal, a pipe or a disk: what
 * is written goes, flush by flush, into a bounded queue that a thread of its own empties. What does not fit is dropped,
 * counted, and reported as soon as there is room.
 */
final class QueuedErrors implements AutoCloseable {
    private static final int CAPACITY = 8192;
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder dropped = new LongAdder();
    private final OutputStream destination;
    private final Thread writer;
    private final PrintStream stream = new PrintStream(new Entrance(), false, StandardCharsets.UTF_8);

    QueuedErrors(OutputStream destination) {
        this.destination = destination;
        writer = Thread.ofPlatform().daemon().name("roulette-log").start(this::empty);
    }

    /** Takes the place of {@code System.err}. */
    static QueuedErrors install() {
        QueuedErrors queued = new QueuedErrors(new FileOutputStream(FileDescriptor.err));
        System.setErr(queued.stream);
        // For an end that main() does not see; a second close does nothing.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(queued::close));
        return queued;
    }

    PrintStream stream() {
        return stream;
    }

    private void empty() {
        try {
            for (byte[] lines = queue.take(); lines != END; lines = queue.take()) {
                destination.write(lines);
                long lost = dropped.sumThenReset();
                if (lost > 0) {
                    destination.write(("roulette: " + lost + " log lines were dropped: they came faster than they"
                                    + " could be written\n")
                            .getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException e) {
            // Nobody reads our errors any more: there is nobody to tell.
            dropAll();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void dropAll() {
        try {
            while (queue.take() != END) {
                dropped.increment();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits until all that was written before has arrived. */
    @Override
    public void close() {
        stream.flush();
        try {
            queue.put(END);
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Collects what is written, and queues it when it is flushed. The print stream above it locks. */
    private final class Entrance extends OutputStream {
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            collected.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            collected.write(bytes, offset, length);
        }

        @Override
        public void flush() {
            if (collected.size() > 0) {
                if (!queue.offer(collected.toByteArray())) {
                    dropped.increment();
                }
                collected.reset();
            }
        }
    }
}
