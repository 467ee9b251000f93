package roulette.parsers;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Goes forward through part of a buffer without moving it: what declares its own length is read through a cursor that
 * ends there. Numbers are unsigned, in network byte order. Whoever reads asks {@link #has} first; reading past the end
 * throws. For one thread, during one call.
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

    /** Where the next byte is, as an index of the buffer. */
    public int index() {
        return at;
    }

    /** How many bytes are left. */
    public int remaining() {
        return end - at;
    }

    /** Whether so many bytes are left; a negative number never is. */
    public boolean has(int count) {
        return count >= 0 && count <= end - at;
    }

    /** The next byte, 0 to 255. */
    public int u8() {
        return bytes.get(forward(1)) & 0xff;
    }

    /** The byte at this distance from the next one, 0 to 255, without going forward. */
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

    /** Leaves out so many bytes. */
    public void skip(int count) {
        forward(count);
    }

    /** The next bytes as a cursor of their own, which this one leaves out. */
    public Cursor part(int count) {
        int from = forward(count);
        return new Cursor(bytes, from, from + count);
    }

    /** The next bytes as text. Bytes that are none in that charset become its replacement character. */
    public String text(int count, Charset charset) {
        return new String(array(count), charset);
    }

    /** The next bytes as text, each one character of the same number. */
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

    /** How far the first byte of this value is from the next one; -1 where there is none. */
    public int find(int value) {
        for (int i = at; i < end; i++) {
            if ((bytes.get(i) & 0xff) == value) {
                return i - at;
            }
        }
        return -1;
    }

    /**
     * Whether what is left begins with this text, each of its characters one byte, or is a beginning of it, as nothing at
     * all is: whether it could still become the text.
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
            throw new IndexOutOfBoundsException("past the end of what may be read");
        }
    }
}
