package roulette.parsers.tls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * The first handshake message, read in place across record boundaries (RFC 8446, sections 4 and 5.1).
 *
 * <pre>
 * record   16 03 minor(1) length(2)     with 1 to 2^14 bytes of the message
 * message  01 length(3) body
 * </pre>
 *
 * The records hold only this message: no other record comes between them, none is empty, and the last ends with the
 * message. Once the message is {@linkplain #isWhole() whole}, its body is read sequentially. Callers check {@link #has}
 * first.
 *
 * <p>A violation means another protocol until the bytes are certainly TLS: the body starts with a version 03, or a
 * further record starts with 16 03. A MongoDB message of 790 bytes, for instance, also starts with 16 03.
 */
final class Fragments {
    private static final int HANDSHAKE = 0x16;
    private static final int MAJOR_VERSION = 3;
    private static final int RECORD_HEADER = 5;
    private static final int LONGEST_RECORD = 1 << 14;

    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_HEADER = 4;
    /** Version, random, empty session id, one cipher suite, one compression method. */
    private static final int SHORTEST_MESSAGE = 2 + 32 + 1 + 2 + 2 + 1 + 1;

    private static final int LONGEST_MESSAGE = 65535;
    /** Larger messages are rejected: OpenSSL accepts up to 131,396 bytes. */
    private static final int HIGHEST_LENGTH_BYTE = 2;

    private static final int UNKNOWN = -1;

    private final ByteBuffer bytes;
    /** The index of the next byte; at the end of a record, of the next record. */
    private int at;

    private int inRecord;
    private int left;
    private int end;
    private boolean certain;
    private @Nullable Flaw flaw;

    Fragments(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Whether the whole message has arrived. If not, {@link #answer} is the result. */
    boolean isWhole() {
        int record = bytes.position();
        int header = 0;
        int missing = 0;
        do {
            int rest = recordLength(record);
            if (rest == UNKNOWN) {
                return false;
            }
            int index = record + RECORD_HEADER;
            for (; header < MESSAGE_HEADER && rest > 0; header++, index++, rest--) {
                if (index == bytes.limit() || !isMessageHeader(header, octet(index))) {
                    return false;
                }
                at = index + 1;
                inRecord = rest - 1;
                missing = left;
            }
            if (header == MESSAGE_HEADER && missing == left && rest > 0 && index < bytes.limit()) {
                certain |= octet(index) == MAJOR_VERSION;
            }
            if (header == MESSAGE_HEADER && rest > 0 && (rest > missing || missing > LONGEST_MESSAGE)) {
                Flaw why = missing > LONGEST_MESSAGE ? Flaw.LONG_MESSAGE : Flaw.RECORD_GOES_ON;
                // The next byte shows whether it is TLS.
                return index < bytes.limit() && failUnlessOther(why, false);
            }
            if (rest > bytes.limit() - index) {
                return false;
            }
            record = index + rest;
            missing -= rest;
        } while (header < MESSAGE_HEADER || missing > 0);
        end = record;
        return true;
    }

    /** The record's payload length, or unknown because of a flaw or missing bytes. */
    private int recordLength(int index) {
        int has = bytes.limit() - index;
        boolean first = index == bytes.position();
        if (!isRecord(index)) {
            return failUnlessOther(octet(index) == HANDSHAKE ? Flaw.RECORD_VERSION : Flaw.OTHER_RECORD, UNKNOWN);
        }
        certain |= has > 1 && !first;
        if (has > 3 && octet(index + 3) > LONGEST_RECORD >> 8) {
            return failUnlessOther(Flaw.LONG_RECORD, UNKNOWN);
        }
        if (has < RECORD_HEADER) {
            return UNKNOWN;
        }
        int length = octet(index + 3) << 8 | octet(index + 4);
        if (length > LONGEST_RECORD) {
            return failUnlessOther(Flaw.LONG_RECORD, UNKNOWN);
        }
        if (length > 0) {
            return length;
        }
        return first ? afterEmpty(index + RECORD_HEADER) : failUnlessOther(Flaw.EMPTY_RECORD, UNKNOWN);
    }

    /** The first record is empty, which some servers tolerate: it is TLS if a non-empty record follows. */
    private int afterEmpty(int second) {
        int index = second;
        while (bytes.limit() - index >= RECORD_HEADER
                && isRecord(index)
                && octet(index + 3) == 0
                && octet(index + 4) == 0) {
            index += RECORD_HEADER;
        }
        if (!isRecord(index)) {
            return fail(Flaw.OTHER_PROTOCOL, UNKNOWN);
        }
        return bytes.limit() - index < RECORD_HEADER ? UNKNOWN : fail(Flaw.EMPTY_RECORD, UNKNOWN);
    }

    /** Whether a record starts here, as far as the bytes have arrived. */
    private boolean isRecord(int index) {
        int has = bytes.limit() - index;
        return (has < 1 || octet(index) == HANDSHAKE) && (has < 2 || octet(index + 1) == MAJOR_VERSION);
    }

    /** Reads and checks one byte of the message header. */
    private boolean isMessageHeader(int index, int value) {
        switch (index) {
            case 0 -> flaw = value == CLIENT_HELLO ? null : Flaw.OTHER_PROTOCOL;
            case 1 -> {
                left = value << 16;
                flaw = value <= HIGHEST_LENGTH_BYTE ? null : Flaw.OTHER_PROTOCOL;
            }
            case 2 -> left |= value << 8;
            default -> {
                left |= value;
                flaw = left < SHORTEST_MESSAGE ? Flaw.OTHER_PROTOCOL : null;
            }
        }
        return flaw == null;
    }

    /** Like {@link #fail}, but the result is another protocol unless the bytes are certainly TLS. */
    private <T> T failUnlessOther(Flaw why, T instead) {
        return fail(certain ? why : Flaw.OTHER_PROTOCOL, instead);
    }

    /** The flaw, or else partial. */
    Reading<TlsHello> answer() {
        return flaw == null ? Reading.partial() : flaw.answer();
    }

    /** Records the flaw, after which nothing may be read, and returns {@code instead}. */
    <T> T fail(Flaw why, T instead) {
        flaw = why;
        return instead;
    }

    /** Whether there is a flaw. */
    boolean isFlawed() {
        return flaw != null;
    }

    /** The total length of the message's records in the buffer. */
    int length() {
        return end - bytes.position();
    }

    /** How many bytes of the message are left. */
    int left() {
        return left;
    }

    /** Whether at least this many bytes are left. */
    boolean has(int count) {
        return count <= left;
    }

    /** The next byte, 0 to 255. */
    int u8() {
        if (inRecord == 0) {
            nextRecord();
        }
        inRecord--;
        left--;
        return octet(at++);
    }

    /** The next two bytes. */
    int u16() {
        return u8() << 8 | u8();
    }

    /** Skips this many bytes. */
    void skip(int count) {
        left -= count;
        int rest = count;
        while (rest > inRecord) {
            rest -= inRecord;
            at += inRecord;
            nextRecord();
        }
        at += rest;
        inRecord -= rest;
    }

    private void nextRecord() {
        inRecord = octet(at + 3) << 8 | octet(at + 4);
        at += RECORD_HEADER;
    }

    private int octet(int index) {
        return bytes.get(index) & 0xff;
    }
}
