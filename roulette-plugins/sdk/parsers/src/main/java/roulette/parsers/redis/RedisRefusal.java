package roulette.parsers.redis;

import java.nio.charset.StandardCharsets;

/**
 * Redis's refusals: a simple error, one line that starts with an error code.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">Simple errors</a>
 */
public final class RedisRefusal {
    private static final int LONGEST = 1000;

    private RedisRefusal() {}

    /** {@code -ERR text}: any error without a code of its own. */
    public static byte[] error(String text) {
        return line("ERR", text);
    }

    /** {@code -NOPERM text}: the user lacks permission. */
    public static byte[] noPermission(String text) {
        return line("NOPERM", text);
    }

    /** {@code -NOAUTH text}: the client must log in first. */
    public static byte[] notLoggedIn(String text) {
        return line("NOAUTH", text);
    }

    /** {@code -WRONGPASS text}: unknown user or wrong password. */
    public static byte[] wrongPassword(String text) {
        return line("WRONGPASS", text);
    }

    /** Control characters, which would end the line, become question marks; the text is cut to 1,000 characters. */
    private static byte[] line(String code, String text) {
        StringBuilder line = new StringBuilder().append('-').append(code).append(' ');
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(line::appendCodePoint);
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
