package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the attributes of one XML tag that is there as a whole, from behind its name to before its end. Stricter
 * than it would have to be: names are of ASCII. For one thread, during one call.
 */
final class Tag {
    /** The end has not come yet. */
    static final int OPEN = -1;

    /** A character that no tag may have, where it is the first; the index of any other is subtracted from this. */
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
     * Where the {@code >} is that ends a tag, as one in quotes does not; or {@link #OPEN}, or what {@link #isBroken(int)}
     * tells.
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

    /** Whether no end can come, of what {@link #close} answered. */
    static boolean isBroken(int closed) {
        return closed <= BROKEN;
    }

    /** Where the character is that no tag may have, of what {@link #close} answered. */
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

    /** Goes to the next attribute; false where there is none, or the tag {@link #isBroken}. */
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

    /** Whether what should be an attribute is none. */
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

    /** Whether the value is this, in just these characters and no references. */
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

    /** The value, its references resolved; null where it is no UTF-8, or has a reference that XML does not define. */
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
