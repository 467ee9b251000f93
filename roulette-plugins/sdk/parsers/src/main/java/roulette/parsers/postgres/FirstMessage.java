package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/** Reads length, code and contents of the first message. */
final class FirstMessage {
    private static final Reading<PostgresOpening> TLS = Reading.notThis("TLS from the first byte on");
    private static final Reading<PostgresOpening> NO_LENGTH =
            Reading.notThis("not the length of a PostgreSQL first message");
    private static final Reading<PostgresOpening> OLD =
            Reading.notThis("PostgreSQL protocol 1 or 2, which is no longer supported");
    private static final Reading<PostgresOpening> NO_CODE =
            Reading.notThis("not the code of a PostgreSQL first message");

    private static final Reading<PostgresOpening> NO_STARTUP =
            Reading.notThis("not a PostgreSQL startup message: it does not start with a parameter name");

    private static final Reading<PostgresOpening> BAD_LENGTH = Reading.malformed("a request with an invalid length");
    private static final Reading<PostgresOpening> NO_END =
            Reading.malformed("a startup message without its terminator as the last byte");
    private static final Reading<PostgresOpening> NO_USER = Reading.malformed("a startup message without a user");

    private static final int NUMBER = 4;
    private static final int LENGTH_AND_CODE = 2 * NUMBER;
    /** A server accepts 10,000 bytes after the length. */
    private static final int LONGEST = 10_004;

    private static final int TLS_HANDSHAKE = 0x16;
    private static final int PROTOCOL = 3;
    private static final int REQUEST = 1234;
    private static final int CANCEL = 5678;
    private static final int SSL = 5679;
    private static final int GSS_ENC = 5680;

    private static final int SHORTEST_KEY = 4;
    private static final int LONGEST_KEY = 256;

    private static final Reading<PostgresOpening> SSL_REQUEST =
            Reading.facts(new PostgresOpening.SslRequest(), LENGTH_AND_CODE);
    private static final Reading<PostgresOpening> GSS_ENC_REQUEST =
            Reading.facts(new PostgresOpening.GssEncRequest(), LENGTH_AND_CODE);

    private FirstMessage() {}

    static Reading<PostgresOpening> read(ByteBuffer bytes) {
        Cursor cursor = Cursor.of(bytes);
        if (!canBe(cursor, 8, LONGEST)) {
            return cursor.peek(0) == TLS_HANDSHAKE ? TLS : NO_LENGTH;
        }
        if (!cursor.has(NUMBER)) {
            return Reading.partial();
        }
        int length = (int) cursor.u32();
        if (!canBe(cursor, code(PROTOCOL, 0), code(PROTOCOL, 0xffff))
                && !canBe(cursor, code(REQUEST, CANCEL), code(REQUEST, GSS_ENC))) {
            return canBe(cursor, code(1, 0), code(2, 0xffff)) ? OLD : NO_CODE;
        }
        if (!cursor.has(NUMBER)) {
            return Reading.partial();
        }
        int major = cursor.u16();
        int minor = cursor.u16();
        return major == PROTOCOL ? startup(cursor, minor, length) : request(cursor, minor, length);
    }

    /** Whether the next four bytes, as far as received, can be a number in this range. */
    private static boolean canBe(Cursor cursor, long least, long most) {
        int known = Math.min(NUMBER, cursor.remaining());
        long lowest = 0;
        for (int i = 0; i < known; i++) {
            lowest = lowest << 8 | cursor.peek(i);
        }
        int open = 8 * (NUMBER - known);
        lowest <<= open;
        long highest = lowest + (1L << open) - 1;
        return highest >= least && lowest <= most;
    }

    private static long code(int major, int minor) {
        return (long) major << 16 | minor;
    }

    private static Reading<PostgresOpening> request(Cursor cursor, int minor, int length) {
        if (minor == CANCEL) {
            return cancel(cursor, length);
        }
        if (length != LENGTH_AND_CODE) {
            return BAD_LENGTH;
        }
        return minor == SSL ? SSL_REQUEST : GSS_ENC_REQUEST;
    }

    private static Reading<PostgresOpening> cancel(Cursor cursor, int length) {
        int key = length - LENGTH_AND_CODE - NUMBER;
        if (key < SHORTEST_KEY || key > LONGEST_KEY) {
            return BAD_LENGTH;
        }
        if (!cursor.has(NUMBER + key)) {
            return Reading.partial();
        }
        int processId = (int) cursor.u32();
        return Reading.facts(new PostgresOpening.CancelRequest(processId, ByteBuffer.wrap(cursor.array(key))), length);
    }

    private static Reading<PostgresOpening> startup(Cursor cursor, int minor, int length) {
        int size = length - LENGTH_AND_CODE;
        if (!mayBeginWithName(cursor, size)) {
            return NO_STARTUP;
        }
        if (!cursor.has(size)) {
            return Reading.partial();
        }
        Cursor rest = cursor.part(size);
        Map<String, String> parameters = new LinkedHashMap<>();
        while (rest.has(1) && rest.peek(0) != 0) {
            String name = text(rest);
            if (!rest.has(1)) {
                return NO_END;
            }
            parameters.put(name, text(rest));
        }
        // The last byte, and nothing after it.
        if (rest.remaining() != 1) {
            return NO_END;
        }
        String user = parameters.remove("user");
        String database = parameters.remove("database");
        if (user == null || user.isEmpty()) {
            return NO_USER;
        }
        if (database == null || database.isEmpty()) {
            database = user;
        }
        return Reading.facts(new PostgresOpening.Startup(PROTOCOL, minor, user, database, parameters), length);
    }

    /**
     * Whether the contents, perhaps still incomplete, start with a name in visible ASCII and a 0, or are just the
     * terminator. Length and version alone could belong to another protocol, such as Kafka.
     */
    private static boolean mayBeginWithName(Cursor cursor, int size) {
        int available = Math.min(size, cursor.remaining());
        for (int i = 0; i < available; i++) {
            int octet = cursor.peek(i);
            if (octet == 0) {
                return i > 0 || size == 1;
            }
            if (octet <= ' ' || octet > '~') {
                return false;
            }
        }
        return available < size;
    }

    /** Text up to a 0, which is dropped, or up to the end. */
    private static String text(Cursor cursor) {
        int size = cursor.find(0);
        if (size < 0) {
            return cursor.text(cursor.remaining(), StandardCharsets.UTF_8);
        }
        String text = cursor.text(size, StandardCharsets.UTF_8);
        cursor.skip(1);
        return text;
    }
}
