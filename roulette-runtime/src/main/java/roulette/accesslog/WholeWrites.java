package roulette.accesslog;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Appends to a regular file. When a write fails after a part, for instance because the disk is full, that part is
 * removed: the file has whole lines only, and those of the failed write can be counted as lost. For one thread.
 */
final class WholeWrites extends FilterOutputStream {
    private final Path path;

    /** The size of the file, as long as nobody else writes to it. */
    private long size;

    /** @param file appends to the file; closed with this */
    WholeWrites(Path path, FileOutputStream file) throws IOException {
        super(file);
        this.path = path;
        size = file.getChannel().size();
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
            out.write(bytes, offset, length);
            size += length;
        } catch (IOException e) {
            try {
                remove(Arrays.copyOfRange(bytes, offset, offset + length));
            } catch (IOException unreadable) {
                e.addSuppressed(unreadable);
            }
            throw e;
        }
    }

    /** Removes what was written of these bytes, if it is all that was added to the file. */
    private void remove(byte[] bytes) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long added = file.length() - size;
            if (added <= 0 || added > bytes.length) {
                return;
            }
            byte[] part = new byte[(int) added];
            file.seek(size);
            file.readFully(part);
            if (Arrays.equals(part, 0, part.length, bytes, 0, part.length)) {
                file.setLength(size);
            }
        }
    }
}
