package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The errors with which a PostgreSQL server turns a client away before it has logged in: an {@code ErrorResponse} of
 * severity FATAL. Clients show the text; programs look at the SQLSTATE. To be sent to a client that waits for an answer
 * to its startup message, or to its request for TLS.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and Notice Message Fields</a>
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>
 */
public final class PostgresRefusal {
    private static final int SHOWN = 64;

    private PostgresRefusal() {}

    /** SQLSTATE 3D000: there is no such database. */
    public static byte[] unknownDatabase(String text) {
        return of("3D000", text);
    }

    /** SQLSTATE 28000: who says so may not come in. */
    public static byte[] notAllowed(String text) {
        return of("28000", text);
    }

    /** SQLSTATE 08004: the server did not accept the connection, for whatever reason. */
    public static byte[] rejected(String text) {
        return of("08004", text);
    }

    /** SQLSTATE 08006: the connection failed. {@code pg_isready} takes it for a server that is up. */
    public static byte[] connectionFailure(String text) {
        return of("08006", text);
    }

    /**
     * SQLSTATE 57P03: nobody can be connected now. What a server says while it starts or stops: {@code pg_isready}
     * and those who try several servers take it for one that is not to be had.
     */
    public static byte[] cannotConnectNow(String text) {
        return of("57P03", text);
    }

    /** SQLSTATE 08P01: the client broke the protocol's rules. */
    public static byte[] protocolViolation(String text) {
        return of("08P01", text);
    }

    /**
     * Any error.
     *
     * @param sqlState five digits or upper-case letters
     * @param text for people; control characters in it become question marks
     * @throws IllegalArgumentException for another SQLSTATE
     */
    public static byte[] of(String sqlState, String text) {
        if (sqlState.length() != 5
                || !sqlState.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'))) {
            throw new IllegalArgumentException("a SQLSTATE has five digits or upper-case letters");
        }
        // S is for people and may be in their language, V never is.
        byte[] fields =
                ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + plain(text) + "\0\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + fields.length)
                .put((byte) 'E')
                .putInt(Integer.BYTES + fields.length)
                .put(fields)
                .array();
    }

    /**
     * A name that came from a client, as part of such a text: in quotes, of at most 64 characters, without any that a
     * terminal could take for something else.
     */
    public static String quoted(String name) {
        String plain = plain(name);
        int characters = plain.codePointCount(0, plain.length());
        return '"'
                + (characters <= SHOWN ? plain : plain.substring(0, plain.offsetByCodePoints(0, SHOWN)) + "...")
                + '"';
    }

    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        text.codePoints().forEach(c -> plain.appendCodePoint(isPlain(c) ? c : '?'));
        return plain.toString();
    }

    private static boolean isPlain(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
