package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Where lines go: a file that can be opened anew, or a stream. For one thread. */
final class LogFile {
    private final @Nullable Path path;
    private @Nullable OutputStream out;

    private LogFile(@Nullable Path path, @Nullable OutputStream out) {
        this.path = path;
        this.out = out;
    }

    /** Appends to a file, which is made where it is missing. */
    static LogFile at(Path path) {
        return new LogFile(path, null);
    }

    static LogFile of(OutputStream stream) {
        return new LogFile(null, stream);
    }

    /** What messages call it. */
    String name() {
        return path == null ? "the standard error stream" : path.toString();
    }

    /**
     * Writes whole lines, and opens the file first where it is not open.
     *
     * @throws IOException if that fails; the next write opens the file anew
     */
    void write(byte[] lines) throws IOException {
        try {
            if (out == null && path != null) {
                out = Files.newOutputStream(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
            if (out != null) {
                out.write(lines);
                out.flush();
            }
        } catch (IOException e) {
            close();
            throw e;
        }
    }

    /** The next write opens the file of that name anew. */
    void close() throws IOException {
        OutputStream open = out;
        if (path != null && open != null) {
            out = null;
            open.close();
        }
    }
}
