package roulette.api;

import java.nio.ByteBuffer;

/** Copies that nobody else can change, so that decisions are values. */
final class Bytes {
    private Bytes() {}

    static ByteBuffer copy(byte[] bytes) {
        return ByteBuffer.wrap(bytes.clone()).asReadOnlyBuffer();
    }

    /** Copies from position to limit; a buffer that already is such a copy is not told apart and copied again. */
    static ByteBuffer copy(ByteBuffer bytes) {
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining());
        copy.put(bytes.duplicate()).flip();
        return copy.asReadOnlyBuffer();
    }
}
