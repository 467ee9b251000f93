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
 * Replaces the standard error stream, so that writers never wait for a terminal, a pipe or a disk: each flush puts what
 * was written into a bounded queue that a thread of its own empties. What does not fit or can't be written is dropped.
 * After a failure the destination is retried once a second until the process ends. The number of lost lines is written
 * as soon as it accepts lines again.
 */
final class QueuedErrors implements AutoCloseable {
    private static final int CAPACITY = 8192;

    /** Unflushed lines are queued at this number of bytes. */
    private static final int BATCH_BYTES = 64 << 10;

    private static final Duration RETRY = Duration.ofSeconds(1);

    /** How long process exit waits for a stuck destination. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(500);

    private static final byte[] END = {};

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(CAPACITY);
    private final LongAdder lost = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** The deadline of {@link #close} by {@code System.nanoTime()}; 0 before it is called. */
    private final AtomicLong closeDeadline = new AtomicLong();

    private final OutputStream destination;
    private final Thread writer;
    private final PrintStream stream;

    QueuedErrors(OutputStream destination, Warnings warnings) {
        this.destination = destination;
        stream = new EscapedLines(new FlushQueue(), warnings);
        writer = Thread.ofPlatform().daemon().name("roulette-log").start(this::drain);
    }

    /**
     * Replaces {@code System.err}.
     *
     * @param beforeEnd called when the process ends, while output is still written
     * @param warnings gets a copy of each line
     */
    static QueuedErrors install(Runnable beforeEnd, Warnings warnings) {
        QueuedErrors queued = new QueuedErrors(StandardStream.error(), warnings);
        System.setErr(queued.stream);
        // For an exit that bypasses main(); a second close does nothing.
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

    private void drain() {
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

    /** The next lines, or null if only the number of lost lines is to be written. */
    private byte @Nullable [] next() throws InterruptedException {
        return lost.sum() == 0 ? queue.take() : queue.poll(RETRY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void report() {
        long count = lost.sumThenReset();
        if (count > 0
                && !write(("roulette: " + count + " log lines were lost: standard error did not accept them\n")
                        .getBytes(StandardCharsets.UTF_8))) {
            lost.add(count);
        }
    }

    private boolean write(byte[] lines) {
        try {
            destination.write(lines);
            return true;
        } catch (IOException | OutOfMemoryError e) {
            // This can't be logged; the caller counts the lines.
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

    /** Waits until everything queued is written, at most half a second. */
    @Override
    public void close() {
        stream.flush();
        boolean first = closeDeadline.compareAndSet(0, System.nanoTime() + CLOSE_TIMEOUT.toNanos());
        closing.countDown();
        try {
            if (first && !queue.offer(END, CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            writer.join(Duration.ofNanos(Math.max(0, closeDeadline.get() - System.nanoTime())));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Escapes printed lines, as those of logs and stack traces, which may quote a client, a target or a database: a
     * quote can neither end a line nor control a terminal. The tabs that indent the lines of a stack trace are kept.
     */
    private static final class EscapedLines extends PrintStream {
        private final Warnings warnings;

        EscapedLines(OutputStream out, Warnings warnings) {
            super(out, false, StandardCharsets.UTF_8);
            this.warnings = warnings;
        }

        @Override
        public void println(@Nullable String line) {
            String text = String.valueOf(line);
            int start = 0;
            while (start < text.length() && text.charAt(start) == '\t') {
                start++;
            }
            String escaped = text.substring(0, start) + OneLine.of(text.substring(start));
            warnings.logged(escaped);
            super.println(escaped);
        }

        @Override
        public void println(@Nullable Object line) {
            println(String.valueOf(line));
        }
    }

    /** Collects what is written and queues it on flush. Guarded by the lock of the print stream. */
    private final class FlushQueue extends OutputStream {
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();

        @Override
        public void write(int b) {
            collected.write(b);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            collected.write(bytes, offset, length);
            if (collected.size() >= BATCH_BYTES) {
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
