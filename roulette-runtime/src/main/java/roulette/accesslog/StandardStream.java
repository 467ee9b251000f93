package roulette.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A standard stream of the process; it is never closed. Because other processes may write to it too, each write is of
 * whole lines and of at most {@code PIPE_BUF} bytes, which a pipe accepts atomically, so their lines do not mix. After
 * a failed write, the next begins a new line. For one thread.
 */
public final class StandardStream extends OutputStream implements Openable {
    private static final int PIPE_BUF = 4096;

    private final String name;
    private final OutputStream stream;
    private boolean failed;

    StandardStream(String name, OutputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    static StandardStream output() {
        return new StandardStream("on standard output", blocking(FileDescriptor.out));
    }

    /** Standard error, as it was when the process was started. */
    public static StandardStream error() {
        return new StandardStream("on standard error", blocking(FileDescriptor.err));
    }

    private static OutputStream blocking(FileDescriptor descriptor) {
        return new BlockingStream(new FileOutputStream(descriptor).getChannel());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public OutputStream open() {
        return this;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] lines, int offset, int length) throws IOException {
        if (failed) {
            // That write may have ended within a line.
            stream.write('\n');
        }
        failed = true;
        int end = offset + length;
        for (int from = offset; from < end; ) {
            int to = cut(lines, from, end);
            stream.write(lines, from, to - from);
            from = to;
        }
        failed = false;
    }

    /** The end of the last line that fits; if the first does not fit, the end of that one. */
    private static int cut(byte[] lines, int from, int end) {
        int to = from;
        for (int i = from; i < end && (to == from || i < from + PIPE_BUF); i++) {
            if (lines[i] == '\n') {
                to = i + 1;
            }
        }
        return to == from ? end : to;
    }

    /** Leaves it open. */
    @Override
    public void close() {}
}
