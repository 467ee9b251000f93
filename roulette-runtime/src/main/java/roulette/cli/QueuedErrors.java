package roulette.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import roulette.accesslog.StandardStream;
import roulette.text.OneLine;

/**
 * Stands in for the standard error stream, so that nobody who writes to it waits for a terminal, a pipe or a disk: what
 * is written goes, flush by flush, into a bounded queue that a thread of its own empties. What does not fit is dropped,
 * and so is what can't be written. After a failure the destination is tried again, once a second, for as long as the
 * process lives. The number of lines that were lost is written as soon as the destination takes lines again.
 */
final class QueuedErrors implements AutoCloseable {
    private static final int CAPACITY = 8192;

    /** Lines that nobody flushes are queued once they are so many bytes. */
    private static final int ENOUGH = 64 << 10;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How long the end of the process may wait for a destination that is stuck. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder lost = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** When the patience with a stuck destination ends, by {@code System.nanoTime()}; 0 as long as nobody has closed. */
    private final AtomicLong patienceEnds = new AtomicLong();

    private final OutputStream destination;
    private final Thread writer;
    private final PrintStream stream = new Lines(new Entrance());

    QueuedErrors(OutputStream destination) {
        this.destination = destination;
        writer = Thread.ofPlatform().daemon().name("roulette-log").start(this::empty);
    }

    /**
     * Takes the place of {@code System.err}.
     *
     * @param beforeEnd called when the process ends, as long as what is written still arrives
     */
    static QueuedErrors install(Runnable beforeEnd) {
        QueuedErrors queued = new QueuedErrors(StandardStream.error());
        System.setErr(queued.stream);
        // For an end that main() does not see; a second close does nothing.
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(() -> {
            try {
                beforeEnd.run();
            } finally {
                queued.close();
            }
        }));
        return queued;
    }

    PrintStream stream() {
        return stream;
    }

    // ---- the writer's thread

    private void empty() {
        try {
            for (byte[] lines = next(); lines != END; lines = next()) {
                if (lines != null && !write(lines)) {
                    lost.add(count(lines));
                    closing.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
                } else {
                    report();
                }
            }
            report();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is to be written; null where nothing but the number of lost lines is. */
    private byte @Nullable [] next() throws InterruptedException {
        return lost.sum() == 0 ? queue.take() : queue.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void report() {
        long count = lost.sumThenReset();
        if (count > 0
                && !write(("roulette: " + count + " log lines were lost: standard error did not take them\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            lost.add(count);
        }
    }

    private boolean write(byte[] lines) {
        try {
            destination.write(lines);
            return true;
        } catch (IOException | OutOfMemoryError e) {
            // There is nowhere to say so; the lines are counted.
            return false;
        }
    }

    // ---- for any thread

    private static long count(byte[] lines) {
        long count = 0;
        for (byte b : lines) {
            count += b == '\n' ? 1 : 0;
        }
        return Math.max(1, count);
    }

    /** Waits until all that was written before has arrived, but no longer than half a second. */
    @Override
    public void close() {
        stream.flush();
        boolean first = patienceEnds.compareAndSet(0, System.nanoTime() + PATIENCE.toNanos());
        closing.countDown();
        try {
            if (first && !queue.offer(END, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            writer.join(Duration.ofNanos(Math.max(0, patienceEnds.get() - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Escapes what is printed as a line, which is what logs and stack traces do: they may quote what a client, a target or
     * a database has said, and that neither ends a line nor steers a terminal. The tabs before the lines of a stack trace
     * stay.
     */
    private static final class Lines extends PrintStream {
        Lines(OutputStream out) {
            super(out, false, StandardCharsets.UTF_8);
        }

        @Override
        public void println(@Nullable String line) {
            String text = String.valueOf(line);
            int start = 0;
            while (start < text.length() && text.charAt(start) == '\t') {
                start++;
            }
            super.println(text.substring(0, start) + OneLine.of(text.substring(start)));
        }

        @Override
        public void println(@Nullable Object line) {
            println(String.valueOf(line));
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
            if (collected.size() >= ENOUGH) {
                flush();
            }
        }

        @Override
        public void flush() {
            if (collected.size() > 0) {
                byte[] lines = collected.toByteArray();
                if (!queue.offer(lines)) {
                    lost.add(count(lines));
                }
                collected.reset();
            }
        }
    }
}
