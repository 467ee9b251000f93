package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Decodes HPACK strings (RFC 7541, section 5.2). The code is canonical: codes of one length are consecutive in the
 * order of their symbols and follow those of the length before. So the lengths define the whole code.
 */
final class Huffman {
    private static final int SHORTEST = 5;
    private static final int LONGEST = 30;
    private static final int END = 256;

    /** The length of each symbol's code, 0 to 255 and end of string (appendix B), in base 36. */
    private static final String LENGTHS = """
            dnsssssssoussussssssssusssssssss\
            6aacd68baa8b8666555666666678f6ca\
            d67777777777777777777777878djde6\
            f56565666577666567655677777fbeds\
            kmkkmmmnmnnnnnonoomnonnnnlmnmnno\
            mlkmmnnlnmmolmnnllmlnmnnkmmmnmmn\
            qqkjmnmpqqqrrqopjlqrrqrollqqsrrr\
            koklmllnmmppooqnqrqqrrrrrsrrrrrq\
            u""";

    /** For each length, the first code after those of this length, in the upper bits of 32. */
    private static final long[] LIMITS = new long[LONGEST + 1];

    /** For each length, the offset from a code to the index of its symbol. */
    private static final int[] OFFSETS = new int[LONGEST + 1];

    /** All symbols in code order. */
    private static final short[] SYMBOLS = new short[END + 1];

    static {
        int code = 0;
        int place = 0;
        for (int length = SHORTEST; length <= LONGEST; length++) {
            code <<= 1;
            OFFSETS[length] = place - code;
            for (int symbol = 0; symbol <= END; symbol++) {
                if (Character.digit(LENGTHS.charAt(symbol), 36) == length) {
                    SYMBOLS[place++] = (short) symbol;
                    code++;
                }
            }
            LIMITS[length] = (long) code << 32 - length;
        }
    }

    private Huffman() {}

    /** Decodes this many bytes; null if they hold the end-of-string symbol, or end with anything but up to 7 ones. */
    static @Nullable String unpack(byte[] packed, int from, int count) {
        byte[] text = new byte[(int) (count * 8L / SHORTEST)];
        int size = 0;
        int at = from;
        int end = from + count;
        long window = 0;
        int bits = 0;
        while (true) {
            while (bits <= 32 && at < end) {
                window = window << 8 | packed[at++] & 0xff;
                bits += 8;
            }
            // Pads with ones after the last bit.
            long next =
                    (bits >= 32 ? window >>> bits - 32 : window << 32 - bits | 0xffff_ffffL >>> bits) & 0xffff_ffffL;
            int length = SHORTEST;
            while (length < LONGEST && next >= LIMITS[length]) {
                length++;
            }
            if (length > bits) {
                boolean padding = bits < 8 && next == 0xffff_ffffL;
                return padding ? new String(text, 0, size, ISO_8859_1) : null;
            }
            int symbol = SYMBOLS[OFFSETS[length] + (int) (next >>> 32 - length)];
            if (symbol == END) {
                return null;
            }
            text[size++] = (byte) symbol;
            bits -= length;
        }
    }
}
