package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** Bytes as hexadecimal digits. */
public final class HexBytes {
    private HexBytes() {}

    /**
     * Reads two digits for each byte, with or without blanks and colons between them.
     *
     * @throws IllegalArgumentException for anything else, with a message that says where it is
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
            throw new IllegalArgumentException("there are two digits to a byte, but " + digits.length() + " digits");
        }
        return ByteBuffer.wrap(HexFormat.of().parseHex(digits));
    }
}
