package roulette.cli.trial;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Converts bytes to text in one line with C's escapes, and back. */
public final class EscapedBytes {
    private static final String SHORT = "\n\r\t\"\\";
    private static final String SHORT_NAMES = "nrt\"\\";
    private static final int LONGEST = 1000;

    private EscapedBytes() {}

    /** In quotes, of limited length; {@link #parse} reads the text between them if it was not truncated. */
    static String of(ByteBuffer bytes) {
        int shown = Math.min(bytes.remaining(), LONGEST);
        String text = '"' + all(bytes.slice(bytes.position(), shown)) + '"';
        return shown == bytes.remaining() ? text : text + " ... (" + bytes.remaining() + " bytes)";
    }

    /** All bytes, without quotes; {@link #parse} reads the text. */
    static String all(ByteBuffer bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = bytes.position(); i < bytes.limit(); i++) {
            int octet = bytes.get(i) & 0xff;
            int name = SHORT.indexOf(octet);
            if (name >= 0) {
                text.append('\\').append(SHORT_NAMES.charAt(name));
            } else if (octet < ' ' || octet > '~') {
                text.append(String.format("\\x%02x", octet));
            } else {
                text.append((char) octet);
            }
        }
        return text.toString();
    }

    /**
     * Reads {@code \n}, {@code \r}, {@code \t}, {@code \"}, {@code \'}, {@code \\}, {@code \x0f}, and {@code \0} to
     * {@code \377}; anything else stands for itself, in UTF-8.
     *
     * @throws IllegalArgumentException for any other escape, which the message quotes
     */
    public static ByteBuffer parse(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (at < text.length()) {
            int backslash = text.indexOf('\\', at);
            int plain = backslash < 0 ? text.length() : backslash;
            bytes.writeBytes(text.substring(at, plain).getBytes(StandardCharsets.UTF_8));
            at = backslash < 0 ? plain : escape(text, backslash, bytes);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** Reads one escape, and returns where it ends. */
    private static int escape(String text, int backslash, ByteArrayOutputStream bytes) {
        int at = backslash + 1;
        if (at == text.length()) {
            throw new IllegalArgumentException("a single backslash at the end; write \\\\ for the character");
        }
        char kind = text.charAt(at);
        int name = SHORT_NAMES.indexOf(kind);
        if (name >= 0) {
            bytes.write(SHORT.charAt(name));
            return at + 1;
        }
        if (kind == '\'') {
            bytes.write(kind);
            return at + 1;
        }
        boolean hexadecimal = kind == 'x';
        int start = hexadecimal ? at + 1 : at;
        int radix = hexadecimal ? 16 : 8;
        int end = start;
        while (end < text.length() && end < start + (hexadecimal ? 2 : 3) && isDigit(text.charAt(end), radix)) {
            end++;
        }
        int octet = end == start ? 256 : Integer.parseInt(text.substring(start, end), radix);
        if (octet > 255) {
            throw new IllegalArgumentException(
                    "\"" + text.substring(backslash, Math.max(end, at + 1)) + "\" at character " + (backslash + 1)
                            + " is no escape; there are \\n \\r \\t \\\" \\' \\\\ \\xHH and \\0 to \\377");
        }
        bytes.write(octet);
        return end;
    }

    private static boolean isDigit(char c, int radix) {
        return c < 128 && Character.digit(c, radix) >= 0;
    }
}
