package roulette.parsers.redis;

import java.nio.charset.StandardCharsets;

/**
 * How Redis says no: a simple error, one line that begins with a word for programs.
 *
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors">Simple errors</a>
 */
public final class RedisRefusal {
    private static final int LONGEST = 1000;

    private RedisRefusal() {}

    /** {@code -ERR text}: for whatever has no word of its own. */
    public static byte[] error(String text) {
        return line("ERR", text);
    }

    /** {@code -NOPERM text}: this user may not do that. */
    public static byte[] noPermission(String text) {
        return line("NOPERM", text);
    }

    /** {@code -NOAUTH text}: a client has to log in first. */
    public static byte[] notLoggedIn(String text) {
        return line("NOAUTH", text);
    }

    /** {@code -WRONGPASS text}: there is no such user, or the password is another. */
    public static byte[] wrongPassword(String text) {
        return line("WRONGPASS", text);
    }

    /** Control characters would end the line, so they become question marks; 1,000 characters are enough. */
    private static byte[] line(String word, String text) {
        StringBuilder line = new StringBuilder().append('-').append(word).append(' ');
        text.codePoints()
                .limit(LONGEST)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(line::appendCodePoint);
        return line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
    }
}
