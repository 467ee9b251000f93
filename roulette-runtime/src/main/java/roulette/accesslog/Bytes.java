package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;

/** A growing buffer of bytes that text is appended to. */
final class Bytes {
    private static final long LONGEST_SECONDS = Long.MAX_VALUE / 1_000_001;

    private byte[] bytes;
    private int length;

    Bytes(int capacity) {
        bytes = new byte[capacity];
    }

    int length() {
        return length;
    }

    void cutTo(int shorter) {
        length = shorter;
    }

    void writeTo(OutputStream stream) throws IOException {
        stream.write(bytes, 0, length);
    }

    void octet(int value) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, length * 2);
        }
        bytes[length++] = (byte) value;
    }

    /** Appends text that has ASCII characters only. */
    void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            octet(text.charAt(i));
        }
    }

    /** Appends a code point in UTF-8. */
    void codePoint(int c) {
        if (c < 0x80) {
            octet(c);
        } else if (c < 0x800) {
            octet(0xc0 | (c >> 6));
            octet(0x80 | (c & 0x3f));
        } else if (c < 0x10000) {
            octet(0xe0 | (c >> 12));
            octet(0x80 | ((c >> 6) & 0x3f));
            octet(0x80 | (c & 0x3f));
        } else {
            octet(0xf0 | (c >> 18));
            octet(0x80 | ((c >> 12) & 0x3f));
            octet(0x80 | ((c >> 6) & 0x3f));
            octet(0x80 | (c & 0x3f));
        }
    }

    void number(long value) {
        ascii(Long.toString(value));
    }

    /** Appends milliseconds with three decimals; a negative duration is written as zero. */
    void millis(Duration duration) {
        Duration time = duration.isNegative() ? Duration.ZERO : duration;
        long micros = Math.min(time.getSeconds(), LONGEST_SECONDS) * 1_000_000 + time.getNano() / 1000;
        number(micros / 1000);
        octet('.');
        int decimals = (int) (micros % 1000);
        octet('0' + decimals / 100);
        octet('0' + decimals / 10 % 10);
        octet('0' + decimals % 10);
    }
}
