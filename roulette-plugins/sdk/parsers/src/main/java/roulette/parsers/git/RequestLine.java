package roulette.parsers.git;

import java.util.ArrayList;
import java.util.List;
import roulette.parsers.CleanText;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/** The fields after the service: path, host, an empty one, and extra parameters, each terminated by NUL. */
final class RequestLine {
    private static final Reading<GitRequest> BAD_PATH =
            Reading.malformed("the path does not start with / or ~, or is longer than 4095 bytes");
    private static final Reading<GitRequest> UNCLEAN_PATH =
            Reading.malformed("the path has control characters, or is not UTF-8");
    private static final Reading<GitRequest> ALIAS =
            Reading.malformed("the path has a segment that is empty, \".\" or \"..\"");
    private static final Reading<GitRequest> BAD_HOST = Reading.malformed("the host is malformed");
    private static final Reading<GitRequest> BAD_PARAMETER =
            Reading.malformed("there are too many extra parameters, or one is malformed");

    private static final int LONGEST_PATH = 4095;
    private static final int MOST_PARAMETERS = 32;
    private static final String HOST = "host=";

    private RequestLine() {}

    /**
     * Reads what is left of the pkt-line.
     *
     * @param length of the whole pkt-line, in bytes
     */
    static Reading<GitRequest> read(Cursor line, String service, int length) {
        int until = untilNul(line);
        int size = until > 0 && line.peek(until - 1) == '\n' ? until - 1 : until;
        if (size < 1 || size > LONGEST_PATH || (line.peek(0) != '/' && line.peek(0) != '~')) {
            return BAD_PATH;
        }
        String path = CleanText.of(line.array(size));
        line.skip(until - size);
        skipNul(line);
        if (path == null) {
            return UNCLEAN_PATH;
        }
        if (isAlias(path)) {
            return ALIAS;
        }
        GitHost host = GitHost.NONE;
        if (line.has(1) && line.peek(0) != 0) {
            String argument = line.latin1(untilNul(line));
            skipNul(line);
            if (!argument.regionMatches(true, 0, HOST, 0, HOST.length())) {
                return BAD_PARAMETER;
            }
            host = GitHost.of(argument.substring(HOST.length()));
            if (host == null) {
                return BAD_HOST;
            }
        }
        return parameters(line, new GitRequest(service, path, host.name(), host.port(), List.of()), length);
    }

    private static Reading<GitRequest> parameters(Cursor line, GitRequest plain, int length) {
        if (!line.has(1)) {
            return Reading.facts(plain, length);
        }
        if (line.u8() != 0) {
            return BAD_PARAMETER;
        }
        List<String> parameters = new ArrayList<>();
        while (line.has(1)) {
            String parameter = CleanText.of(line.array(untilNul(line)));
            skipNul(line);
            if (parameter == null || parameters.size() == MOST_PARAMETERS) {
                return BAD_PARAMETER;
            }
            if (!parameter.isEmpty()) {
                parameters.add(parameter);
            }
        }
        GitRequest request = new GitRequest(plain.service(), plain.path(), plain.host(), plain.port(), parameters);
        return Reading.facts(request, length);
    }

    private static int untilNul(Cursor line) {
        int nul = line.find(0);
        return nul < 0 ? line.remaining() : nul;
    }

    private static void skipNul(Cursor line) {
        line.skip(Math.min(1, line.remaining()));
    }

    /** Whether the path may resolve to one with another prefix. */
    private static boolean isAlias(String path) {
        int from = 1;
        while (from < path.length()) {
            int end = from;
            while (end < path.length() && path.charAt(end) != '/' && path.charAt(end) != '\\') {
                end++;
            }
            boolean dots =
                    path.startsWith(".", from) && (end - from == 1 || path.startsWith("..", from) && end - from == 2);
            if (end == from || dots) {
                return true;
            }
            from = end + 1;
        }
        return false;
    }
}
