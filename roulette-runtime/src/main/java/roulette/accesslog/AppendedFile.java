package roulette.accesslog;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that lines are appended to. If its last line is incomplete, it is ended first. A write that fails leaves none
 * of its lines, unless another process appends to the file as well or it can't be read.
 */
record AppendedFile(Path path) implements Openable {
    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public OutputStream open() throws IOException {
        boolean withinLine = endsWithinLine();
        FileOutputStream file = new FileOutputStream(path.toFile(), true);
        try {
            if (withinLine) {
                file.write('\n');
            }
            return Files.isRegularFile(path) ? new WholeWrites(path, file) : file;
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    private boolean endsWithinLine() throws IOException {
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            return false;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            file.seek(Math.max(0, length - 1));
            return length > 0 && file.read() != '\n';
        }
    }
}
