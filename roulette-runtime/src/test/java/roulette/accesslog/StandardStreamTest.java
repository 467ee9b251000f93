package roulette.accesslog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StandardStreamTest {
    /** Records each write; fails on request. */
    private static final class Pipe extends OutputStream {
        private final List<String> writes = new ArrayList<>();
        private boolean broken;

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (broken) {
                throw new IOException("broken pipe");
            }
            writes.add(new String(bytes, offset, length, StandardCharsets.US_ASCII));
        }

        @Override
        public void close() {
            writes.add("closed");
        }
    }

    private final Pipe pipe = new Pipe();
    private final StandardStream stream = new StandardStream("a pipe", pipe);

    private void write(String text) throws IOException {
        byte[] bytes = ("#" + text).getBytes(StandardCharsets.US_ASCII);
        stream.write(bytes, 1, bytes.length - 1);
    }

    private static String line(int length) {
        return "a".repeat(length - 1) + "\n";
    }

    @Test
    void fewLinesAreOneWrite() throws IOException {
        write("a\nb\n");
        assertThat(pipe.writes).containsExactly("a\nb\n");
    }

    @Test
    void eachWriteIsOfWholeLinesAndAtMostPipeBuf() throws IOException {
        write(line(2000) + line(2096) + line(2000) + line(2097) + line(1));
        assertThat(pipe.writes).containsExactly(line(2000) + line(2096), line(2000), line(2097) + line(1));
    }

    @Test
    void aLineLongerThanPipeBufIsASingleWrite() throws IOException {
        write(line(10) + line(5000) + line(10));
        assertThat(pipe.writes).containsExactly(line(10), line(5000), line(10));
    }

    @Test
    void itIsNeverClosed() throws IOException {
        stream.open().close();
        write("a\n");
        assertThat(pipe.writes).containsExactly("a\n");
    }

    @Test
    void afterAFailedWriteANewLineBegins() throws IOException {
        pipe.broken = true;
        assertThatIOException().isThrownBy(() -> write("a\n"));
        pipe.broken = false;
        write("b\n");
        write("c\n");
        assertThat(pipe.writes).containsExactly("\n", "b\n", "c\n");
    }
}
