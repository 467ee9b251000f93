package roulette.parsers;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Reads forward through part of a buffer without changing its position; length-prefixed data gets a cursor that ends
 * with it. Numbers are unsigned, in network byte order. Callers check {@link #has} first; reading past the end throws.
 * For one thread, during one call.
 */
public final class Cursor {
    private final ByteBuffer bytes;
    private final int end;
    private int at;

    private Cursor(ByteBuffer bytes, int at, int end) {
        this.bytes = bytes;
        this.at = at;
        this.end = end;
    }

    /** From the buffer's position to its limit. */
    public static Cursor of(ByteBuffer bytes) {
        return new Cursor(bytes, bytes.position(), bytes.limit());
    }

    /** The buffer index of the next byte. */
    public int index() {
        return at;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - at;
    }

    /** Whether at least this many bytes are left; false for a negative count. */
    public boolean has(int count) {
        return count >= 0 && count <= end - at;
    }

    /** The next byte, 0 to 255. */
    public int u8() {
        return bytes.get(forward(1)) & 0xff;
    }

    /** The byte at this distance from the next one, 0 to 255, without advancing. */
    public int peek(int distance) {
        require(distance >= 0 && distance < end - at);
        return bytes.get(at + distance) & 0xff;
    }

    /** The next two bytes. */
    public int u16() {
        int from = forward(2);
        return (bytes.get(from) & 0xff) << 8 | bytes.get(from + 1) & 0xff;
    }

    /** The next three bytes. */
    public int u24() {
        return u8() << 16 | u16();
    }

    /** The next four bytes. */
    public long u32() {
        return (long) u16() << 16 | u16();
    }

    /** Skips this many bytes. */
    public void skip(int count) {
        forward(count);
    }

    /** The next bytes as a separate cursor; this one skips them. */
    public Cursor part(int count) {
        int from = forward(count);
        return new Cursor(bytes, from, from + count);
    }

    /** The next bytes as text. Malformed bytes become the charset's replacement character. */
    public String text(int count, Charset charset) {
        return new String(array(count), charset);
    }

    /** The next bytes as text, one character (U+0000 to U+00FF) for each byte. */
    public String latin1(int count) {
        return text(count, StandardCharsets.ISO_8859_1);
    }

    /** A copy of the next bytes. */
    public byte[] array(int count) {
        int from = forward(count);
        byte[] copy = new byte[count];
        bytes.get(from, copy);
        return copy;
    }

    /** The distance from the next byte to the first byte of this value; -1 if there is none. */
    public int find(int value) {
        for (int i = at; i < end; i++) {
            if ((bytes.get(i) & 0xff) == value) {
                return i - at;
            }
        }
        return -1;
    }

    /**
     * Whether the remaining bytes, each as one character, start with this text or are a (possibly empty) prefix of it.
     */
    public boolean beginsWith(String text) {
        int compared = Math.min(text.length(), end - at);
        for (int i = 0; i < compared; i++) {
            if (peek(i) != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private int forward(int count) {
        require(has(count));
        int from = at;
        at += count;
        return from;
    }

    private static void require(boolean inside) {
        if (!inside) {
            throw new IndexOutOfBoundsException("read past the end of the cursor");
        }
    }
}
