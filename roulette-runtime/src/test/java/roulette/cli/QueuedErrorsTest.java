package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class QueuedErrorsTest {
    /** A terminal that blocks until it is released. */
    private static final class Stuck extends OutputStream {
        private final CountDownLatch released = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                released.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            taken.write(bytes, offset, length);
        }

        @Override
        public String toString() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    /** A disk that is full for some writes. */
    private static final class Failing extends OutputStream {
        private final CountDownLatch failed = new CountDownLatch(1);
        private final CountDownLatch wrote = new CountDownLatch(1);
        private final CountDownLatch reported = new CountDownLatch(1);
        private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
        private int failures;

        Failing(int failures) {
            this.failures = failures;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
            if (failures > 0) {
                failures--;
                failed.countDown();
                throw new IOException("No space left on device");
            }
            taken.write(bytes, offset, length);
            wrote.countDown();
            if (text().contains("were lost")) {
                reported.countDown();
            }
        }

        synchronized String text() {
            return taken.toString(StandardCharsets.UTF_8);
        }
    }

    @Test
    void everythingIsWrittenInOrderBeforeCloseReturns() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (QueuedErrors errors = new QueuedErrors(terminal, new Warnings())) {
            for (int i = 0; i < 1000; i++) {
                errors.stream().println("line " + i);
                errors.stream().flush();
            }
        }
        assertThat(terminal.toString(StandardCharsets.UTF_8).lines())
                .hasSize(1000)
                .startsWith("line 0", "line 1")
                .endsWith("line 999");
    }

    @Test
    void aStuckTerminalBlocksNoWriterAndDroppedLinesAreCounted() {
        Stuck terminal = new Stuck();
        try (QueuedErrors errors = new QueuedErrors(terminal, new Warnings())) {
            for (int i = 0; i < 20_000; i++) {
                errors.stream().println("line " + i);
                errors.stream().flush();
            }
            terminal.released.countDown();
        }
        String written = terminal.toString();
        long lines = written.lines().filter(line -> line.startsWith("line ")).count();
        assertThat(lines).isBetween(8192L, 8194L);
        assertThat(written).contains("roulette: " + (20_000 - lines) + " log lines were lost");
    }

    @Test
    @Timeout(20)
    void aStuckTerminalDoesNotPreventExit() {
        Stuck terminal = new Stuck();
        QueuedErrors errors = new QueuedErrors(terminal, new Warnings());
        // More than the queue holds.
        for (int i = 0; i < 20_000; i++) {
            errors.stream().println("line " + i);
            errors.stream().flush();
        }
        errors.close();
        // As the shutdown hook does.
        errors.close();
        assertThat(terminal.toString()).isEmpty();
        terminal.released.countDown();
    }

    @Test
    @Timeout(20)
    void afterAFailedWriteTheNumberOfLostLinesIsReported() throws Exception {
        Failing disk = new Failing(1);
        try (QueuedErrors errors = new QueuedErrors(disk, new Warnings())) {
            errors.stream().println("two");
            errors.stream().println("lines");
            errors.stream().flush();
            disk.failed.await();
            errors.stream().println("next");
            errors.stream().flush();
            disk.reported.await();
        }
        assertThat(disk.text().lines())
                .containsExactly("next", "roulette: 2 log lines were lost: standard error did not accept them");
    }

    @Test
    @Timeout(20)
    void lostLinesAreReportedEvenWithoutFurtherLines() throws Exception {
        Failing disk = new Failing(1);
        try (QueuedErrors errors = new QueuedErrors(disk, new Warnings())) {
            errors.stream().println("lost");
            errors.stream().flush();
            disk.reported.await();
        }
        assertThat(disk.text()).startsWith("roulette: 1 log lines were lost");
    }

    @Test
    @Timeout(20)
    void manyUnflushedLinesAreWritten() throws Exception {
        Failing disk = new Failing(0);
        try (QueuedErrors errors = new QueuedErrors(disk, new Warnings())) {
            for (int i = 0; i < 100; i++) {
                errors.stream().println("x".repeat(1000));
            }
            disk.wrote.await();
            assertThat(disk.text()).startsWith("xxx");
        }
    }

    @Test
    @Timeout(20)
    void quotesInLinesAndExceptionsAreEscaped() {
        Failing disk = new Failing(0);
        try (QueuedErrors errors = new QueuedErrors(disk, new Warnings())) {
            errors.stream().println("router x: \u009b2J\u202e\nerror");
            new IllegalStateException("a\nb").printStackTrace(errors.stream());
            errors.stream().flush();
        }
        assertThat(disk.text().lines())
                .startsWith("router x: \\u009b2J\\u202e\\u000aerror", "java.lang.IllegalStateException: a\\u000ab")
                .element(2)
                .asString()
                .startsWith("\tat ");
    }
}
