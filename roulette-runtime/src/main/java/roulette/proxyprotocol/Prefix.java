package roulette.proxyprotocol;

import java.nio.ByteBuffer;

/** Compares the first bytes of a connection with bytes that are expected there. */
final class Prefix {
    private Prefix() {}

    /** Whether the bytes begin with the expected ones or, where they are fewer, can still become so. */
    static boolean fits(ByteBuffer bytes, byte[] expected) {
        int length = Math.min(bytes.limit(), expected.length);
        return bytes.slice(0, length).equals(ByteBuffer.wrap(expected, 0, length));
    }
}
