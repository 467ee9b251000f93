package roulette.parsers.minecraft;

import java.io.ByteArrayOutputStream;
import roulette.parsers.Cursor;

/**
 * Numbers of 32 bits, seven per byte, lowest first; the highest bit of a byte means that another follows. Results are a
 * {@code long} that holds the number and its length in bytes, or one of two negative constants.
 */
final class VarInt {
    /** More bytes follow that have not arrived. */
    static final long PARTIAL = -1;

    /** The number exceeds its maximum length, or 32 bits. */
    static final long TOO_LONG = -2;

    private static final int MAX_LENGTH = 5;

    private VarInt() {}

    /** Reads the number at this distance from the cursor, without advancing, in at most this many bytes. */
    static long peek(Cursor in, int distance, int maxLength) {
        int value = 0;
        int bound = Math.min(maxLength, MAX_LENGTH);
        for (int i = 0; i < bound; i++) {
            if (!in.has(distance + i + 1)) {
                return PARTIAL;
            }
            int octet = in.peek(distance + i);
            if (i == MAX_LENGTH - 1 && octet > 0xf) {
                return TOO_LONG;
            }
            value |= (octet & 0x7f) << 7 * i;
            if (octet < 0x80) {
                return (long) (i + 1) << 32 | value & 0xffff_ffffL;
            }
        }
        return TOO_LONG;
    }

    /** The number in a result of {@link #peek}. */
    static int value(long peeked) {
        return (int) peeked;
    }

    /** Its length in bytes, from a result of {@link #peek}. */
    static int length(long peeked) {
        return (int) (peeked >>> 32);
    }

    /** Whether the number has no redundant bytes, from a result of {@link #peek}. */
    static boolean isShortest(long peeked) {
        return length(peeked) == 1 || value(peeked) >>> 7 * (length(peeked) - 1) != 0;
    }

    static void write(int value, ByteArrayOutputStream out) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
