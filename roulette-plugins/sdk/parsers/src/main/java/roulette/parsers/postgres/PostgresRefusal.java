package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Errors a PostgreSQL server sends to a client before login: an {@code ErrorResponse} of severity FATAL. Clients show
 * the text; programs check the SQLSTATE. Send it in reply to a startup message or a TLS request.
 *
 * @see <a href="https://www.postgresql.org/docs/current/protocol-error-fields.html">Error and Notice Message Fields</a>
 * @see <a href="https://www.postgresql.org/docs/current/errcodes-appendix.html">PostgreSQL Error Codes</a>
 */
public final class PostgresRefusal {
    private static final int SHOWN = 64;

    private PostgresRefusal() {}

    /** SQLSTATE 3D000: the database does not exist. */
    public static byte[] unknownDatabase(String text) {
        return of("3D000", text);
    }

    /** SQLSTATE 28000: the user is not allowed to connect. */
    public static byte[] notAllowed(String text) {
        return of("28000", text);
    }

    /** SQLSTATE 08004: the server rejected the connection, for any reason. */
    public static byte[] rejected(String text) {
        return of("08004", text);
    }

    /** SQLSTATE 08006: the connection failed. {@code pg_isready} treats the server as up. */
    public static byte[] connectionFailure(String text) {
        return of("08006", text);
    }

    /**
     * SQLSTATE 57P03: cannot connect now. Servers send it while they start or stop: {@code pg_isready} and clients with
     * several servers treat the server as unavailable.
     */
    public static byte[] cannotConnectNow(String text) {
        return of("57P03", text);
    }

    /** SQLSTATE 08P01: the client violated the protocol. */
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
            throw new IllegalArgumentException("a SQLSTATE must have five digits or upper-case letters");
        }
        // S may be localized, V never is.
        byte[] fields =
                ("SFATAL\0VFATAL\0C" + sqlState + "\0M" + plain(text) + "\0\0").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(1 + Integer.BYTES + fields.length)
                .put((byte) 'E')
                .putInt(Integer.BYTES + fields.length)
                .put(fields)
                .array();
    }

    /**
     * A name sent by a client, for use in such a text: quoted, at most 64 characters, without any that could affect a
     * terminal.
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
