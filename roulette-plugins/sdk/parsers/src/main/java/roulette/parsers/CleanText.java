package roulette.parsers;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Text that names something: UTF-8 without control characters, so that it is the same bytes again when it is written,
 * and does nothing to a terminal. Checked before it is decoded: the JDK's decoder takes its time over bytes that are none.
 */
public final class CleanText {
    private CleanText() {}

    /** The bytes as text; null where they are not UTF-8, or have one of U+0000 to U+001F and U+007F to U+009F. */
    public static @Nullable String of(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            int first = bytes[at];
            if (first >= ' ' && first != 0x7f) {
                at++;
            } else {
                int length = first >= 0 ? 0 : sequence(bytes, at, first & 0xff);
                if (length == 0) {
                    return null;
                }
                at += length;
            }
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /**
     * How many bytes the character beyond ASCII has that begins here (RFC 3629, section 4); 0 where there is none. The
     * second byte has bounds of its own, which keep out longer forms of lower characters, surrogates, and what is above
     * U+10FFFF.
     */
    private static int sequence(byte[] bytes, int at, int first) {
        int length = first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
        if (length == 0 || bytes.length - at < length) {
            return 0;
        }
        int lowest = switch (first) {
            case 0xc2, 0xe0 -> 0xa0; // 0xc2: U+0080 to U+009F are control characters
            case 0xf0 -> 0x90;
            default -> 0x80;
        };
        int highest = switch (first) {
            case 0xed -> 0x9f;
            case 0xf4 -> 0x8f;
            default -> 0xbf;
        };
        int second = bytes[at + 1] & 0xff;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < length; i++) {
            if ((bytes[at + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
    }
}
