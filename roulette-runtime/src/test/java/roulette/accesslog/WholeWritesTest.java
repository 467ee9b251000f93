package roulette.accesslog;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk that becomes full within a write. */
class WholeWritesTest {
    @TempDir
    Path folder;

    private Path path;
    private boolean full;

    @BeforeEach
    void start() throws IOException {
        path = Files.writeString(folder.resolve("access.log"), "before\n");
    }

    private WholeWrites writes() throws IOException {
        return new WholeWrites(path, new FileOutputStream(path.toFile(), true) {
            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                super.write(bytes, offset, full ? length - 3 : length);
                if (full) {
                    throw new IOException("No space left on device");
                }
            }
        });
    }

    private static void write(WholeWrites writes, String lines) throws IOException {
        byte[] bytes = ("x" + lines + "x").getBytes(US_ASCII);
        writes.write(bytes, 1, bytes.length - 2);
    }

    @Test
    void aWriteThatFailsAfterAPartLeavesNothing() throws IOException {
        try (WholeWrites writes = writes()) {
            write(writes, "one\n");
            full = true;
            assertThatThrownBy(() -> write(writes, "two\nthree\n")).hasMessage("No space left on device");
            assertThat(path).hasContent("before\none\n");
            full = false;
            write(writes, "four\n");
            assertThat(path).hasContent("before\none\nfour\n");
        }
    }

    @Test
    void linesOfAnotherProcessAreNeverRemoved() throws IOException {
        try (WholeWrites writes = writes()) {
            Files.writeString(path, "other\n", StandardOpenOption.APPEND);
            full = true;
            assertThatThrownBy(() -> write(writes, "two\n")).isInstanceOf(IOException.class);
            assertThat(path).content().startsWith("before\nother\n");
        }
    }

    @Test
    void aFileThatWasRenamedIsNotReplaced() throws IOException {
        try (WholeWrites writes = writes()) {
            Path renamed = Files.move(path, folder.resolve("access.log.1"));
            Files.writeString(path, "new\n");
            full = true;
            assertThatThrownBy(() -> write(writes, "two\nthree\n")).isInstanceOf(IOException.class);
            assertThat(path).hasContent("new\n");
            assertThat(renamed).content().startsWith("before\n");
        }
    }
}
