package roulette.text;

import java.util.function.IntConsumer;

/** Writes strings of JSON (RFC 8259, section 7) in printable ASCII. */
public final class JsonString {
    private static final String HEXADECIMAL = "0123456789abcdef";

    private JsonString() {}

    /** Writes the text in quotes, one ASCII character after the other. */
    public static void write(String text, IntConsumer out) {
        out.accept('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.accept('\\');
                out.accept(c);
            } else if (c < ' ' || c > '~') {
                escape(c, out);
            } else {
                out.accept(c);
            }
        }
        out.accept('"');
    }

    /** Writes a UTF-16 unit as {@code \}{@code uXXXX}. */
    public static void escape(char unit, IntConsumer out) {
        out.accept('\\');
        out.accept('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.accept(HEXADECIMAL.charAt(unit >> shift & 0xf));
        }
    }
}
