package roulette.proxyprotocol;

import java.nio.ByteBuffer;

/** Compares the first bytes of a connection with the expected ones. */
final class Prefix {
    private Prefix() {}

    /** Whether the bytes start with the expected ones or, if they are fewer, may still do so. */
    static boolean fits(ByteBuffer bytes, byte[] expected) {
        int length = Math.min(bytes.limit(), expected.length);
        return bytes.slice(0, length).equals(ByteBuffer.wrap(expected, 0, length));
    }
}
