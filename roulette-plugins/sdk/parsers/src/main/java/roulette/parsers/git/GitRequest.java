package roulette.parsers.git;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/**
 * The request of a client of git's own protocol: a service, a repository and optionally a host. It is one pkt-line:
 * four hexadecimal digits with its total length, then {@code git-upload-pack /path NUL host=name:port NUL NUL version=2
 * NUL}, of which the host and what follows may be absent.
 *
 * @param service {@code git-upload-pack} (clone and fetch), {@code git-receive-pack} (push) or {@code
 *     git-upload-archive}
 * @param path the repository as sent, without a line feed at its end: 1 to 4095 bytes of UTF-8 without control
 *     characters, starting with {@code /} or {@code ~}. No segment is empty, {@code .} or {@code ..}, so it is below
 *     every path it starts with; a backslash also separates segments, as it does on some servers. It may end with a
 *     slash.
 * @param host the host of the client's URL: lower case, without brackets, without a dot at its end; empty if absent
 * @param port the port of the client's URL, 1 to 65535; 0 if absent
 * @param parameters the extra parameters, such as {@code version=2}, at most 32
 * @see <a href="https://git-scm.com/docs/gitprotocol-pack">gitprotocol-pack, "Git Transport"</a>
 * @see <a href="https://git-scm.com/docs/gitprotocol-common">gitprotocol-common, "pkt-line Format"</a>
 */
public record GitRequest(String service, String path, String host, int port, List<String> parameters) {
    private static final Reading<GitRequest> NO_LENGTH =
            Reading.notThis("does not start with the length of a git request");
    private static final Reading<GitRequest> NO_SERVICE = Reading.notThis("does not request a git service");
    private static final Reading<GitRequest> UNKNOWN_SERVICE = Reading.malformed("requests an unknown git service");

    private static final int DIGITS = 4;
    private static final int LONGEST = 65520;
    private static final String BEGINNING = "git-";
    private static final List<String> SERVICES = List.of("git-upload-pack", "git-receive-pack", "git-upload-archive");
    private static final int SHORTEST = DIGITS + "git-upload-pack /".length();

    public GitRequest {
        parameters = List.copyOf(parameters);
    }

    /** Reads from position to limit. */
    public static Reading<GitRequest> read(ByteBuffer bytes) {
        Cursor cursor = Cursor.of(bytes);
        int length = 0;
        for (int i = 0; i < DIGITS; i++) {
            if (!cursor.has(1)) {
                return Reading.partial();
            }
            int digit = Character.digit(cursor.u8(), 16);
            if (digit < 0) {
                return NO_LENGTH;
            }
            length = length << 4 | digit;
        }
        if (length < SHORTEST || length > LONGEST) {
            return NO_LENGTH;
        }
        if (!cursor.beginsWith(BEGINNING)) {
            return NO_SERVICE;
        }
        for (String service : SERVICES) {
            if (cursor.beginsWith(service)) {
                int rest = length - DIGITS;
                return cursor.has(rest) ? line(cursor.part(rest), service, length) : separated(cursor, service);
            }
        }
        return UNKNOWN_SERVICE;
    }

    private static Reading<GitRequest> line(Cursor line, String service, int length) {
        if (!line.has(service.length() + 1) || line.peek(service.length()) != ' ') {
            return UNKNOWN_SERVICE;
        }
        line.skip(service.length() + 1);
        return RequestLine.read(line, service, length);
    }

    private static Reading<GitRequest> separated(Cursor cursor, String service) {
        boolean separated = !cursor.has(service.length() + 1) || cursor.peek(service.length()) == ' ';
        return separated ? Reading.partial() : UNKNOWN_SERVICE;
    }
}
