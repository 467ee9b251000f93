package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Parses bytes from hexadecimal digits. */
public final class HexBytes {
    private HexBytes() {}

    /**
     * Reads two digits for each byte, with or without blanks and colons between them.
     *
     * @throws IllegalArgumentException for anything else, with its position in the message
     */
    public static ByteBuffer parse(String text) {
        StringBuilder digits = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (HexFormat.isHexDigit(c)) {
                digits.append(c);
            } else if (c != ':' && !Character.isWhitespace(c)) {
                throw new IllegalArgumentException("character " + (i + 1) + " is no hexadecimal digit");
            }
        }
        if (digits.length() % 2 != 0) {
            throw new IllegalArgumentException("a byte has two digits, but there are " + digits.length() + " digits");
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
