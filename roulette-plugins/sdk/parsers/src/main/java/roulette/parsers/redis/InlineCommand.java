package roulette.parsers.redis;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/** A command as a line of text: words separated by blanks, terminated by LF or CRLF. */
final class InlineCommand {
    private static final Reading<RedisHello> QUOTED = Reading.malformed("an inline command has quotes");

    private static final List<String> FIRST_COMMANDS =
            List.of("AUTH", "HELLO", "PING", "SELECT", "CLIENT", "COMMAND", "INFO", "ECHO", "RESET", "ROLE");

    /** Arguments of FTP's AUTH (RFC 2228, section 3; RFC 4217, section 17), which are not plausible passwords. */
    private static final List<String> FTP_MECHANISMS = List.of("TLS", "SSL", "TLS-C", "TLS-P", "GSSAPI", "KERBEROS_V4");

    private static final int LONGEST = 16_384;

    private InlineCommand() {}

    /**
     * Reads at least one byte.
     *
     * @param otherwise the result if no known command starts like this
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
                return ConnectionCommand.isWanted(command)
                        ? line(bytes, command, otherwise)
                        : named(bytes, command, otherwise);
            }
        }
        return otherwise;
    }

    /** SIP also has INFO, and IRC has PING: only letters, or nothing, may follow the name. */
    private static Reading<RedisHello> named(ByteBuffer bytes, String command, Reading<RedisHello> otherwise) {
        int bound = bytes.position() + Math.min(bytes.remaining(), LONGEST);
        int at = bytes.position() + command.length();
        while (at < bound && isBlank(bytes.get(at))) {
            at++;
        }
        while (at < bound && Letters.isLetter(bytes.get(at))) {
            at++;
        }
        if (at == bound) {
            return bytes.remaining() < LONGEST ? Reading.partial() : otherwise;
        }
        return isBlank(bytes.get(at)) || bytes.get(at) == '\n'
                ? Reading.facts(RedisHello.of(command), command.length())
                : otherwise;
    }

    private static Reading<RedisHello> line(ByteBuffer bytes, String command, Reading<RedisHello> otherwise) {
        int end = bytes.position() + command.length();
        for (; end < bytes.limit() && bytes.get(end) != '\n'; end++) {
            if (bytes.get(end) == '"' || bytes.get(end) == '\'') {
                return command.equals("SELECT") ? otherwise : QUOTED;
            }
            if (end - bytes.position() == LONGEST - 1 || !isBlank(bytes.get(end)) && isControl(bytes.get(end))) {
                return otherwise;
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
                    return otherwise;
                }
                arguments.add(start, at);
            }
            at++;
        }
        if (isOfFtp(command, arguments)) {
            return otherwise;
        }
        Reading<RedisHello> reading = ConnectionCommand.of(command, arguments, end + 1 - bytes.position());
        return reading instanceof Reading.Facts ? reading : otherwise;
    }

    private static boolean isOfFtp(String command, Arguments arguments) {
        return command.equals("AUTH")
                && arguments.count() == 1
                && FTP_MECHANISMS.stream().anyMatch(mechanism -> arguments.is(0, mechanism));
    }

    /** Whether the bytes so far, ignoring case, start with the command or are a prefix of it. */
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

    /** ASCII control characters; non-ASCII bytes are negative. */
    private static boolean isControl(byte b) {
        return b >= 0 && b < ' ' || b == 127;
    }
}
