package roulette.parsers;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Decodes names: UTF-8 without control characters, so that the text encodes to the same bytes again and is safe to
 * print. Validated before decoding, because the JDK's decoder is slow on malformed input.
 */
public final class CleanText {
    private CleanText() {}

    /** The bytes as text; null if they are not UTF-8, or contain U+0000 to U+001F or U+007F to U+009F. */
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
     * The length of the non-ASCII sequence at this index (RFC 3629, section 4); 0 if invalid. The second byte has its
     * own bounds, which exclude overlong forms, surrogates, and code points above U+10FFFF.
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
