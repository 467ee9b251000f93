package roulette.parsers.redis;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/** A command as a line of text: words between blanks, and at the end a line feed, with or without a CR before it. */
final class InlineCommand {
    private static final Reading<RedisHello> TOO_LONG = Reading.malformed("a line longer than 16 KiB to log in with");
    private static final Reading<RedisHello> TOO_MANY = Reading.malformed("more than 10 words to log in with");
    private static final Reading<RedisHello> UNCLEAN =
            Reading.malformed("a line to log in with has quotes or control characters");

    private static final List<String> FIRST_COMMANDS =
            List.of("AUTH", "HELLO", "PING", "SELECT", "CLIENT", "COMMAND", "INFO", "QUIT", "ECHO", "RESET", "ROLE");
    private static final int LONGEST = 16_384;

    private InlineCommand() {}

    /**
     * Reads at least one byte.
     *
     * @param otherwise the answer where no known command begins so
     */
    static Reading<RedisHello> read(ByteBuffer bytes, Reading<RedisHello> otherwise) {
        for (String command : FIRST_COMMANDS) {
            if (beginsWith(bytes, command)) {
                if (bytes.remaining() <= command.length()) {
                    return Reading.partial();
                }
                if (!isBlank(bytes.get(bytes.position() + command.length())) && !isLineFeed(bytes, command.length())) {
                    return otherwise;
                }
                return Meaning.isWanted(command)
                        ? line(bytes, command)
                        : Reading.facts(RedisHello.of(command), command.length());
            }
        }
        return otherwise;
    }

    private static Reading<RedisHello> line(ByteBuffer bytes, String command) {
        int end = bytes.position() + command.length();
        for (; end < bytes.limit() && bytes.get(end) != '\n'; end++) {
            if (end - bytes.position() == LONGEST - 1) {
                return TOO_LONG;
            }
            if (!isBlank(bytes.get(end)) && !mayBeInAWord(bytes.get(end))) {
                return UNCLEAN;
            }
        }
        if (end == bytes.limit()) {
            return Reading.partial();
        }
        Arguments arguments = new Arguments(bytes);
        int at = bytes.position() + command.length();
        while (at < end) {
            int start = at;
            while (at < end && !isBlank(bytes.get(at))) {
                at++;
            }
            if (at > start) {
                if (arguments.isFull()) {
                    return TOO_MANY;
                }
                arguments.add(start, at);
            }
            at++;
        }
        return Meaning.of(command, arguments, end + 1 - bytes.position());
    }

    /** Whether what has come so far, in whatever case, is the command, or a beginning of it, or begins with it. */
    private static boolean beginsWith(ByteBuffer bytes, String command) {
        int compared = Math.min(command.length(), bytes.remaining());
        for (int i = 0; i < compared; i++) {
            if (Letters.upper(bytes.get(bytes.position() + i)) != command.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLineFeed(ByteBuffer bytes, int index) {
        return bytes.get(bytes.position() + index) == '\n';
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r';
    }

    /** Neither quotes nor control characters of ASCII; what is beyond ASCII has its sign bit set. */
    private static boolean mayBeInAWord(byte b) {
        return (b < 0 || b > ' ') && b != 127 && b != '"' && b != '\'';
    }
}
