package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * One pass over the head of an HTTP/1 request: each step returns null if there is no error so far. Fields are
 * interpreted once the head is complete. For one call.
 */
final class Http1Head {
    private static final Reading<HttpRequest> BARE_CR = Reading.malformed("a CR is not followed by LF");
    private static final Reading<HttpRequest> FOLDED = Reading.malformed("a header line begins with a blank");
    private static final Reading<HttpRequest> NAME = Reading.malformed("the name of a header is malformed");
    private static final Reading<HttpRequest> VALUE =
            Reading.malformed("the value of a header has a control character");
    private static final Reading<HttpRequest> NO_HOST = Reading.malformed("HTTP/1.1 without a Host header");
    private static final Reading<HttpRequest> TWO_HOSTS = Reading.malformed("more than one Host header");
    private static final Reading<HttpRequest> HOST = Reading.malformed("the Host header is malformed");
    private static final Reading<HttpRequest> OTHER_HOST =
            Reading.malformed("the Host header and the target are for different servers");
    static final Reading<HttpRequest> HEAD_TOO_LONG = Reading.malformed("the request's head is longer than 64 KiB");
    static final Reading<HttpRequest> TOO_MANY = Reading.malformed("there are more than 200 headers");

    private final ByteBuffer bytes;
    private final RequestLine line;
    private final int end;
    private int at;
    private int fieldsStart;
    private int hostStart = -1;
    private int hostEnd;

    Http1Head(ByteBuffer bytes) {
        this.bytes = bytes;
        this.line = new RequestLine(bytes);
        this.end = bytes.limit();
    }

    Reading<HttpRequest> read() {
        Reading<HttpRequest> stopped = line.read();
        if (stopped == null) {
            stopped = fields();
        }
        return stopped == null ? request() : stopped;
    }

    /** Skips LF or CRLF. */
    private @Nullable Reading<HttpRequest> lineEnd() {
        if (bytes.get(at) == '\r') {
            at++;
        }
        if (at == end) {
            return Reading.partial();
        }
        return bytes.get(at++) == '\n' ? null : BARE_CR;
    }

    private @Nullable Reading<HttpRequest> fields() {
        at = line.next();
        fieldsStart = at;
        for (int count = 0; at < end; count++) {
            byte first = bytes.get(at);
            if (first == '\r' || first == '\n') {
                return lineEnd();
            }
            if (count == HttpRequest.MAX_HEADERS) {
                return TOO_MANY;
            }
            Reading<HttpRequest> stopped = first == ' ' || first == '\t' ? FOLDED : field();
            if (stopped != null) {
                return stopped;
            }
        }
        return Reading.partial();
    }

    private @Nullable Reading<HttpRequest> field() {
        int nameStart = at;
        int last = line.start() + HttpRequest.MAX_HEADER_BYTES;
        boolean nearEnd = last - at < Http1.MAX_LINE;
        int bound = nearEnd ? last : at + Http1.MAX_LINE;
        int limit = Math.min(end, bound);
        while (at < limit && Octets.inToken(bytes.get(at))) {
            at++;
        }
        if (at < limit && (bytes.get(at) != ':' || at == nameStart)) {
            return NAME;
        }
        int colon = at;
        do {
            at++;
        } while (at < limit && Octets.inValue(bytes.get(at)));
        if (at >= limit) {
            return limit == end ? Reading.partial() : nearEnd ? HEAD_TOO_LONG : RequestLine.LINE_TOO_LONG;
        }
        int valueEnd = at;
        if (isHost(nameStart, colon)) {
            if (hostStart >= 0) {
                return TWO_HOSTS;
            }
            hostStart = colon + 1;
            hostEnd = valueEnd;
        }
        byte next = bytes.get(at);
        return next == '\r' || next == '\n' ? lineEnd() : VALUE;
    }

    private boolean isHost(int nameStart, int nameEnd) {
        return nameEnd - nameStart == 4
                && (bytes.get(nameStart) | 0x20) == 'h'
                && (bytes.get(nameStart + 1) | 0x20) == 'o'
                && (bytes.get(nameStart + 2) | 0x20) == 's'
                && (bytes.get(nameStart + 3) | 0x20) == 't';
    }

    private Reading<HttpRequest> request() {
        int start = line.start();
        byte[] head = new byte[at - start];
        bytes.get(start, head);
        String method = Methods.of(head, line.methodEnd() - start);
        String text = new String(head, line.targetStart() - start, line.targetEnd() - line.targetStart(), ISO_8859_1);
        Target target = Target.parse(method, text);
        if (target == null) {
            return RequestLine.TARGET;
        }
        boolean last = line.minor() == '1';
        if (hostStart < 0 && last) {
            return NO_HOST;
        }
        Authority host = hostStart < 0
                ? Authority.NONE
                : Authority.parse(LineFields.value(head, hostStart - start, hostEnd - start));
        if (host == null) {
            return HOST;
        }
        if (!agree(method, target.authority(), host)) {
            return OTHER_HOST;
        }
        HttpRequest request = HttpRequest.http1(
                last ? "1.1" : "1.0",
                method,
                target,
                target.authority().host().isEmpty() ? host : target.authority(),
                new LineFields(head, fieldsStart - start));
        return Reading.facts(request, at - bytes.position());
    }

    /** Servers differ in which of the two they use, so they must be equal. */
    private boolean agree(String method, Authority asked, Authority host) {
        boolean one = asked.host().isEmpty() || method.equals("CONNECT") && hostStart < 0;
        return one || !host.host().isEmpty() && asked.canBe(host);
    }
}
