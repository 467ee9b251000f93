package roulette.parsers.tls;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * The first handshake message, read in place across the boundaries of the records that it came in (RFC 8446, sections 4
 * and 5.1).
 *
 * <pre>
 * record   16 03 minor(1) length(2)     with 1 to 2^14 bytes of the message
 * message  01 length(3) body
 * </pre>
 *
 * The records hold the message and nothing else: no other record comes between them, none is empty, and the last ends
 * where the message does. Once the message is {@linkplain #isWhole() whole}, its body is read forward. Whoever reads
 * asks {@link #has} first.
 */
final class Fragments {
    private static final int HANDSHAKE = 0x16;
    private static final int MAJOR_VERSION = 3;
    private static final int RECORD_HEADER = 5;
    private static final int LONGEST_RECORD = 1 << 14;

    private static final int CLIENT_HELLO = 1;
    private static final int MESSAGE_HEADER = 4;
    /** Version, random, no session id, one cipher suite, one compression method. */
    private static final int SHORTEST_MESSAGE = 2 + 32 + 1 + 2 + 2 + 1 + 1;

    private static final int UNKNOWN = -1;

    private final ByteBuffer bytes;
    /** The index of the next byte; where nothing is left in its record, of the next record. */
    private int at;

    private int inRecord;
    private int left;
    private int end;
    private @Nullable Flaw flaw;

    Fragments(ByteBuffer bytes) {
        this.bytes = bytes;
    }

    /** Whether all of the message has come. If not, {@link #answer} says what is wrong or that more must come. */
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
            if (header == MESSAGE_HEADER && rest > missing) {
                return fail(Flaw.RECORD_GOES_ON, false);
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

    /** How many bytes the record has behind its header, or unknown, because of a flaw or because more must come. */
    private int recordLength(int index) {
        int has = bytes.limit() - index;
        boolean first = index == bytes.position();
        if (has > 0 && octet(index) != HANDSHAKE) {
            return fail(first ? Flaw.OTHER_PROTOCOL : Flaw.OTHER_RECORD, UNKNOWN);
        }
        if (has > 1 && octet(index + 1) != MAJOR_VERSION) {
            return fail(first ? Flaw.OTHER_PROTOCOL : Flaw.RECORD_VERSION, UNKNOWN);
        }
        if (has > 3 && octet(index + 3) > LONGEST_RECORD >> 8) {
            return fail(Flaw.LONG_RECORD, UNKNOWN);
        }
        if (has < RECORD_HEADER) {
            return UNKNOWN;
        }
        int length = octet(index + 3) << 8 | octet(index + 4);
        if (length > LONGEST_RECORD) {
            return fail(Flaw.LONG_RECORD, UNKNOWN);
        }
        return length == 0 ? fail(Flaw.EMPTY_RECORD, UNKNOWN) : length;
    }

    /** Takes one byte of the message's own header, and judges it at once. */
    private boolean isMessageHeader(int index, int value) {
        switch (index) {
            case 0 -> flaw = value == CLIENT_HELLO ? null : Flaw.OTHER_MESSAGE;
            case 1 -> flaw = value == 0 ? null : Flaw.LONG_MESSAGE;
            case 2 -> left = value << 8;
            default -> {
                left |= value;
                flaw = left < SHORTEST_MESSAGE ? Flaw.SHORT_MESSAGE : null;
            }
        }
        return flaw == null;
    }

    /** What is wrong, or else that more must come. */
    Reading<TlsHello> answer() {
        return flaw == null ? Reading.partial() : flaw.answer();
    }

    /** Remembers what is wrong, after which nothing more is to be read, and gives the other back. */
    <T> T fail(Flaw why, T instead) {
        flaw = why;
        return instead;
    }

    /** Whether something is wrong. */
    boolean isFlawed() {
        return flaw != null;
    }

    /** How many bytes of the buffer the records of the message take. */
    int length() {
        return end - bytes.position();
    }

    /** How many bytes of the message are left. */
    int left() {
        return left;
    }

    /** Whether so many bytes are left. */
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

    /** Leaves out so many bytes. */
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
