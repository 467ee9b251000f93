package roulette.accesslog;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A stream that the process was started with. It stays open; and since others write to it, too, whole lines are written
 * at a time, and no more of them than a pipe takes at once ({@code PIPE_BUF}): lines of others don't get into ours. After
 * a write that failed, the next begins a new line. For one thread.
 */
public final class StandardStream extends OutputStream implements Opening {
    private static final int AT_ONCE = 4096;

    private final String name;
    private final OutputStream stream;
    private boolean failed;

    StandardStream(String name, OutputStream stream) {
        this.name = name;
        this.stream = stream;
    }

    static StandardStream output() {
        return new StandardStream("on standard output", patient(FileDescriptor.out));
    }

    /** Standard error, as it was when the process was started. */
    public static StandardStream error() {
        return new StandardStream("on standard error", patient(FileDescriptor.err));
    }

    private static OutputStream patient(FileDescriptor descriptor) {
        return new PatientStream(new FileOutputStream(descriptor).getChannel());
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
            // Perhaps within a line.
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

    /** Where the last line ends that fits; for a longer line, where that one ends. */
    private static int cut(byte[] lines, int from, int end) {
        int to = from;
        for (int i = from; i < end && (to == from || i < from + AT_ONCE); i++) {
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
