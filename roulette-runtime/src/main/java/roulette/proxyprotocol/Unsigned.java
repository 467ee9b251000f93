package roulette.proxyprotocol;

import java.nio.ByteBuffer;

/** Reads unsigned numbers in network byte order, whatever the buffer's order is. */
final class Unsigned {
    private Unsigned() {}

    static int one(ByteBuffer bytes, int index) {
        return Byte.toUnsignedInt(bytes.get(index));
    }

    static int two(ByteBuffer bytes, int index) {
        return one(bytes, index) << 8 | one(bytes, index + 1);
    }

    static long four(ByteBuffer bytes, int index) {
        return (long) two(bytes, index) << 16 | two(bytes, index + 2);
    }
}
