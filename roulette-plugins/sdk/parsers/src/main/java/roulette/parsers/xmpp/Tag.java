package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Iterates over the attributes of one complete XML tag, from after its name to before its end. Stricter than XML: names
 * must be ASCII. For one thread, during one call.
 */
final class Tag {
    /** The end has not arrived yet. */
    static final int OPEN = -1;

    /** An invalid character comes first; its index is subtracted from this. */
    private static final int BROKEN = -2;

    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int name;
    private int nameEnd;
    private int value;
    private int valueEnd;
    private boolean broken;

    Tag(ByteBuffer bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    /**
     * The index of the {@code >} that ends a tag, outside of quotes; or {@link #OPEN}, or a result for {@link
     * #isBroken(int)}.
     */
    static int close(ByteBuffer bytes, int from, int end) {
        byte quote = 0;
        for (int i = from; i < end; i++) {
            byte b = bytes.get(i);
            if (b == '<' || b >= 0 && b < ' ' && !isSpace(b)) {
                return BROKEN - i;
            }
            if (quote != 0) {
                quote = b == quote ? 0 : quote;
            } else if (b == '>') {
                return i;
            } else if (b == '"' || b == '\'') {
                quote = b;
            }
        }
        return OPEN;
    }

    /** Whether the result of {@link #close} means that the tag is invalid. */
    static boolean isBroken(int closed) {
        return closed <= BROKEN;
    }

    /** The index of the invalid character, from a result of {@link #close}. */
    static int brokenAt(int closed) {
        return BROKEN - closed;
    }

    static boolean isSpace(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    static boolean isInName(byte b) {
        return b >= 'a' && b <= 'z'
                || b >= 'A' && b <= 'Z'
                || b >= '0' && b <= '9'
                || b == ':'
                || b == '-'
                || b == '_'
                || b == '.';
    }

    /** Moves to the next attribute; false if there is none, or the tag {@link #isBroken}. */
    boolean next() {
        int before = at;
        skipSpace();
        if (at == end) {
            return false;
        }
        name = at;
        while (at < end && isInName(bytes.get(at))) {
            at++;
        }
        nameEnd = at;
        skipSpace();
        boolean equals = at < end && bytes.get(at) == '=';
        at++;
        skipSpace();
        byte quote = at < end ? bytes.get(at) : 0;
        if (name == before || name == nameEnd || !equals || quote != '"' && quote != '\'') {
            broken = true;
            return false;
        }
        value = ++at;
        while (at < end && bytes.get(at) != quote) {
            at++;
        }
        valueEnd = at;
        broken = at == end;
        at++;
        return !broken;
    }

    private void skipSpace() {
        while (at < end && isSpace(bytes.get(at))) {
            at++;
        }
    }

    /** Whether the current attribute is malformed. */
    boolean isBroken() {
        return broken;
    }

    int nameLength() {
        return nameEnd - name;
    }

    boolean nameIs(String expected) {
        return nameLength() == expected.length() && nameStartsWith(expected);
    }

    boolean nameStartsWith(String expected) {
        return nameLength() >= expected.length() && isAt(name, expected);
    }

    /** Whether the name ends with these bytes of a buffer. */
    boolean nameEndsWith(ByteBuffer other, int from, int length) {
        for (int i = 0; i < length; i++) {
            if (length > nameLength() || bytes.get(nameEnd - length + i) != other.get(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Whether the value is exactly this, without references. */
    boolean valueIs(String expected) {
        return valueEnd - value == expected.length() && isAt(value, expected);
    }

    boolean valueIsIgnoringCase(String lowerCase) {
        int length = valueEnd - value;
        for (int i = 0; i < length && length == lowerCase.length(); i++) {
            if (Character.toLowerCase(bytes.get(value + i)) != lowerCase.charAt(i)) {
                return false;
            }
        }
        return length == lowerCase.length();
    }

    private boolean isAt(int index, String expected) {
        for (int i = 0; i < expected.length(); i++) {
            if (bytes.get(index + i) != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The value with references resolved; null if it is not UTF-8, or has an undefined reference. */
    @Nullable
    String value() {
        byte[] copy = new byte[valueEnd - value];
        bytes.get(value, copy);
        String text = isAscii(copy) ? new String(copy, StandardCharsets.ISO_8859_1) : decoded(copy);
        return text == null ? null : References.resolve(text);
    }

    private static boolean isAscii(byte[] text) {
        for (byte b : text) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable String decoded(byte[] text) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(text))
                    .toString();
        } catch (CharacterCodingException _) {
            return null;
        }
    }
}
