package roulette.capture;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** Reads a file sequentially and counts the bytes. */
final class Input {
    private final InputStream stream;
    private long offset;

    Input(InputStream stream) {
        this.stream = stream;
    }

    long offset() {
        return offset;
    }

    /**
     * Reads this many bytes, fewer only at the end of the file. Memory is allocated as they arrive, not as announced.
     */
    ByteBuffer upTo(int count) throws IOException {
        byte[] bytes = stream.readNBytes(count);
        offset += bytes.length;
        return ByteBuffer.wrap(bytes);
    }

    /** Reads this many bytes of a thing, which a failure names. */
    ByteBuffer exactly(int count, String thing) throws IOException, CaptureException {
        ByteBuffer bytes = upTo(count);
        requireWhole(bytes.remaining(), count, thing);
        return bytes;
    }

    /** Skips this many bytes of a thing, which a failure names. */
    void skip(long count, String thing) throws IOException, CaptureException {
        long left = count;
        while (left > 0) {
            int step = upTo((int) Math.min(left, 1 << 16)).remaining();
            requireWhole(step, step == 0 ? 1 : step, thing);
            left -= step;
        }
    }

    private void requireWhole(int seen, int wanted, String thing) throws CaptureException {
        if (seen < wanted) {
            throw new CaptureException(offset, "the file ends within " + thing);
        }
    }
}
