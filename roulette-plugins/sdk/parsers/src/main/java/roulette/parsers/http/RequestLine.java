package roulette.parsers.http;

import static roulette.parsers.http.Http1.NOT_HTTP;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * The request line of HTTP/1 and what precedes it. The first error that some server tolerates is kept until an HTTP
 * version, or the end of a possible HTTP/0.9 line, proves that the client speaks HTTP; only then is the line malformed.
 * A line that ends without such proof is another protocol. For one call.
 */
final class RequestLine {
    private static final Reading<HttpRequest> BEFORE =
            Reading.malformed("something other than empty lines precedes the request line");
    private static final Reading<HttpRequest> TOO_MUCH_BEFORE =
            Reading.malformed("there are more than 16 KiB of empty lines before the request line");
    private static final Reading<HttpRequest> METHOD = Reading.malformed("the method has lower-case letters");
    private static final Reading<HttpRequest> BLANKS =
            Reading.malformed("the parts of the request line are not separated by single spaces");
    static final Reading<HttpRequest> TARGET = Reading.malformed("the target of the request is malformed");
    private static final Reading<HttpRequest> NO_VERSION =
            Reading.malformed("the request line does not end with an HTTP version");
    private static final Reading<HttpRequest> VERSION = Reading.malformed("the HTTP version is not 1.0 or 1.1");
    static final Reading<HttpRequest> LINE_TOO_LONG = Reading.malformed("a line is longer than 16 KiB");

    private static final String PROTOCOL = "HTTP/";
    private static final String MAJOR = "1.";

    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int start;
    private int methodEnd;
    private int targetStart;
    private int targetEnd;
    private int parts;
    private boolean protocolSeen;
    private int minor;
    private boolean usualMethod = true;
    private @Nullable Reading<HttpRequest> error;

    RequestLine(ByteBuffer bytes) {
        this.bytes = bytes;
        this.at = bytes.position();
        this.end = bytes.limit();
    }

    /** Reads up to the end of the line; null if there is no error so far. */
    @Nullable
    Reading<HttpRequest> read() {
        Reading<HttpRequest> stopped = before();
        if (stopped == null) {
            stopped = method();
        }
        while (stopped == null && !protocolSeen) {
            stopped = part();
        }
        return stopped == null ? version() : stopped;
    }

    /** The index of the method. */
    int start() {
        return start;
    }

    int methodEnd() {
        return methodEnd;
    }

    int targetStart() {
        return targetStart;
    }

    int targetEnd() {
        return targetEnd;
    }

    /** The last digit of the version, as a character. */
    int minor() {
        return minor;
    }

    /** The index of the next line. */
    int next() {
        return at;
    }

    /** Keeps the first error. */
    private void keep(Reading<HttpRequest> found) {
        if (error == null) {
            error = found;
        }
    }

    /** The kept error, or else this one. */
    private Reading<HttpRequest> certain(Reading<HttpRequest> found) {
        return error == null ? found : error;
    }

    private @Nullable Reading<HttpRequest> before() {
        int limit = Math.min(end, bytes.position() + Http1.MAX_LINE);
        while (at < limit) {
            byte b = bytes.get(at);
            boolean bareReturn = b == '\r' && at + 1 < end && bytes.get(at + 1) != '\n';
            if (bareReturn || isBlank(b)) {
                keep(BEFORE);
            } else if (b != '\r' && b != '\n') {
                start = at;
                return null;
            }
            at++;
        }
        return at == end ? Reading.partial() : TOO_MUCH_BEFORE;
    }

    private @Nullable Reading<HttpRequest> method() {
        int limit = limit();
        while (at < limit && Octets.inToken(bytes.get(at))) {
            byte b = bytes.get(at++);
            if (b >= 'a' && b <= 'z') {
                keep(METHOD);
            }
            usualMethod &= Octets.inMethod(b);
        }
        if (at == limit) {
            return atLimit();
        }
        methodEnd = at;
        return at > start && isBlank(bytes.get(at)) ? null : NOT_HTTP;
    }

    private int limit() {
        return Math.min(end, start + Http1.MAX_LINE);
    }

    /** The result at the limit: no other protocol starts with so long a line. */
    private Reading<HttpRequest> atLimit() {
        return at == end ? Reading.partial() : certain(LINE_TOO_LONG);
    }

    /** Reads blanks and the part after them; the HTTP version is the last part. */
    private @Nullable Reading<HttpRequest> part() {
        int limit = limit();
        int blanks = at;
        while (at < limit && isBlank(bytes.get(at))) {
            if (at > blanks || bytes.get(at) == '\t') {
                keep(BLANKS);
            }
            at++;
        }
        int from = at;
        Reading<HttpRequest> stopped = rest(limit);
        if (stopped != null || protocolSeen) {
            return stopped;
        }
        if (parts++ == 0) {
            targetStart = from;
            targetEnd = at;
        } else {
            keep(NO_VERSION);
        }
        byte next = bytes.get(at);
        return next == '\r' || next == '\n' ? lineWithoutVersion() : null;
    }

    /** Skips what is not blank. */
    private @Nullable Reading<HttpRequest> rest(int limit) {
        int from = at;
        while (at < limit && !isBlank(bytes.get(at)) && bytes.get(at) != '\r' && bytes.get(at) != '\n') {
            byte b = bytes.get(at++);
            if (at - from == PROTOCOL.length() && isProtocol(from)) {
                return protocol(from);
            }
            if (!Octets.inTarget(b)) {
                if (b >= 0 && b < ' ' && (b == 0 || !usualMethod)) {
                    return NOT_HTTP;
                }
                // HAProxy allows DEL in a target; nginx before 1.21.1 allows all but NUL after a standard method.
                keep(TARGET);
            }
        }
        return at == limit ? atLimit() : null;
    }

    private boolean isProtocol(int from) {
        for (int i = 0; i < PROTOCOL.length(); i++) {
            int b = bytes.get(from + i);
            if ((b >= 'a' && b <= 'z' ? b - 0x20 : b) != PROTOCOL.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** From here on the bytes are certainly HTTP. */
    private @Nullable Reading<HttpRequest> protocol(int from) {
        if (parts == 0) {
            keep(TARGET);
        }
        boolean exact = true;
        for (int i = 0; i < PROTOCOL.length(); i++) {
            exact &= bytes.get(from + i) == PROTOCOL.charAt(i);
        }
        if (!exact) {
            keep(VERSION);
        }
        protocolSeen = true;
        return error;
    }

    /** Servers treat GET as HTTP/0.9 then. */
    private Reading<HttpRequest> lineWithoutVersion() {
        boolean get = methodEnd - start == 3
                && bytes.get(start) == 'G'
                && bytes.get(start + 1) == 'E'
                && bytes.get(start + 2) == 'T';
        return get && isPathOrUrl() ? certain(NO_VERSION) : NOT_HTTP;
    }

    /** For a URL Apache httpd requires only the scheme, for a path only the query. */
    private boolean isPathOrUrl() {
        int at = targetStart;
        while (at < targetEnd && bytes.get(at) != ':' && !isPath(bytes.get(at))) {
            at++;
        }
        if (at == targetEnd || bytes.get(at) != ':') {
            return at == targetStart;
        }
        return at + 1 == targetEnd || isPath(bytes.get(at + 1));
    }

    private static boolean isPath(byte first) {
        return first == '/' || first == '?';
    }

    private @Nullable Reading<HttpRequest> version() {
        for (int i = 0; i < MAJOR.length(); i++, at++) {
            if (at == end) {
                return Reading.partial();
            }
            if (bytes.get(at) != MAJOR.charAt(i)) {
                return i == 0 && bytes.get(at) == '2' && isPreface() ? NOT_HTTP : VERSION;
            }
        }
        if (at == end) {
            return Reading.partial();
        }
        minor = bytes.get(at++);
        return minor == '0' || minor == '1' ? lineEnd() : VERSION;
    }

    /** Whether this is the first line of HTTP/2's preface. */
    private boolean isPreface() {
        return bytes.get(bytes.position()) == 'P'
                && methodEnd - start == 3
                && bytes.get(start + 1) == 'R'
                && bytes.get(start + 2) == 'I'
                && targetEnd - targetStart == 1
                && bytes.get(targetStart) == '*';
    }

    private @Nullable Reading<HttpRequest> lineEnd() {
        if (at < end && bytes.get(at) == '\r') {
            at++;
        }
        if (at == end) {
            return Reading.partial();
        }
        return bytes.get(at++) == '\n' ? null : VERSION;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }
}
