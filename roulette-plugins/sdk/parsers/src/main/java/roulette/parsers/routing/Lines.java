package roulette.parsers.routing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Reads lines of limited length, with one character for each byte. They end with LF or CR LF; the last with neither. */
final class Lines {
    static final int LONGEST = 8192;

    private final InputStream in;
    private final byte[] buffer = new byte[64 * 1024];
    private int at;
    private int end;
    private long number;
    private boolean tooLong;
    private String text = "";

    Lines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line; false if there is none. */
    boolean next() throws IOException {
        tooLong = false;
        int length = 0;
        while (true) {
            while (at + length < end && buffer[at + length] != '\n') {
                length++;
            }
            if (at + length < end) {
                take(length, 1);
                return true;
            }
            if (length > LONGEST + 1) {
                // The rest of it is skipped without being kept.
                tooLong = true;
                at = end;
                length = 0;
            }
            if (!fill()) {
                if (length == 0 && !tooLong) {
                    return false;
                }
                take(length, 0);
                return true;
            }
        }
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, at, buffer, 0, end - at);
        end -= at;
        at = 0;
        int read = in.read(buffer, end, buffer.length - end);
        end += Math.max(read, 0);
        return read > 0;
    }

    private void take(int length, int lineEnd) {
        int carriageReturn = length > 0 && buffer[at + length - 1] == '\r' ? 1 : 0;
        tooLong |= length - carriageReturn > LONGEST;
        text = tooLong ? "" : new String(buffer, at, length - carriageReturn, StandardCharsets.ISO_8859_1);
        at += length + lineEnd;
        number++;
    }

    /** From 1. */
    long number() {
        return number;
    }

    /** Whether the line is longer than {@link #LONGEST} bytes; its text is empty then. */
    boolean tooLong() {
        return tooLong;
    }

    String text() {
        return text;
    }
}
