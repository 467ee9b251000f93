package roulette.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class QueuedErrorsTest {
    /** A terminal that takes nothing until it is told to. */
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

    @Test
    void whatIsWrittenArrivesInOrderByTheTimeOfTheClose() {
        ByteArrayOutputStream terminal = new ByteArrayOutputStream();
        try (QueuedErrors errors = new QueuedErrors(terminal)) {
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
    void aTerminalThatTakesNothingHoldsNobodyUpAndTheLinesThatWereDroppedAreCounted() {
        Stuck terminal = new Stuck();
        try (QueuedErrors errors = new QueuedErrors(terminal)) {
            for (int i = 0; i < 20_000; i++) {
                errors.stream().println("line " + i);
                errors.stream().flush();
            }
            terminal.released.countDown();
        }
        String written = terminal.toString();
        long lines = written.lines().filter(line -> line.startsWith("line ")).count();
        assertThat(lines).isBetween(8192L, 8194L);
        assertThat(written).contains("roulette: " + (20_000 - lines) + " log lines were dropped");
    }
}
