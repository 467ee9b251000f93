package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static roulette.parsers.http.Http1.NOT_HTTP;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/**
 * One pass over the head of an HTTP/1 request, from its first byte to its last: a step answers null when all is well so
 * far. What its bytes mean is looked at when they are all there. For one call.
 */
final class Http1Head {
    private static final Reading<HttpRequest> TARGET = Reading.malformed("the target of the request is malformed");
    private static final Reading<HttpRequest> NO_VERSION =
            Reading.malformed("the request line does not end with an HTTP version");
    private static final Reading<HttpRequest> VERSION = Reading.malformed("the HTTP version is not 1.0 or 1.1");
    private static final Reading<HttpRequest> BARE_CR = Reading.malformed("a CR is not followed by LF");
    private static final Reading<HttpRequest> FOLDED = Reading.malformed("a header line begins with a blank");
    private static final Reading<HttpRequest> NAME = Reading.malformed("the name of a header is malformed");
    private static final Reading<HttpRequest> VALUE =
            Reading.malformed("the value of a header has a control character");
    private static final Reading<HttpRequest> NO_HOST = Reading.malformed("HTTP/1.1 without a Host header");
    private static final Reading<HttpRequest> TWO_HOSTS = Reading.malformed("more than one Host header");
    private static final Reading<HttpRequest> HOST = Reading.malformed("the Host header is malformed");
    static final Reading<HttpRequest> LINE_TOO_LONG = Reading.malformed("a line is longer than 16 KiB");
    static final Reading<HttpRequest> HEAD_TOO_LONG = Reading.malformed("the request's head is longer than 64 KiB");
    static final Reading<HttpRequest> TOO_MANY = Reading.malformed("there are more than 200 headers");

    private static final String HTTP = "HTTP/1.";
    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int start;
    private int methodEnd;
    private int targetEnd;
    private int minor;
    private int fieldsStart;
    private int hostStart = -1;
    private int hostEnd;

    Http1Head(ByteBuffer bytes) {
        this.bytes = bytes;
        this.at = bytes.position();
        this.end = bytes.limit();
    }

    Reading<HttpRequest> read() {
        Reading<HttpRequest> stopped = emptyLines();
        if (stopped == null) {
            stopped = method();
        }
        if (stopped == null) {
            stopped = target();
        }
        if (stopped == null) {
            stopped = version();
        }
        if (stopped == null) {
            stopped = fields();
        }
        return stopped == null ? request() : stopped;
    }

    private @Nullable Reading<HttpRequest> emptyLines() {
        for (int lines = 0; lines < Http1.MAX_EMPTY_LINES && at < end; lines++) {
            if (bytes.get(at) != '\r' && bytes.get(at) != '\n') {
                return null;
            }
            Reading<HttpRequest> stopped = lineEnd(NOT_HTTP);
            if (stopped != null) {
                return stopped;
            }
        }
        return null;
    }

    /** Steps over LF or CRLF; anything else is this mistake. */
    private @Nullable Reading<HttpRequest> lineEnd(Reading<HttpRequest> mistake) {
        if (at < end && bytes.get(at) == '\r') {
            if (at + 1 < end && bytes.get(at + 1) != '\n') {
                return mistake;
            }
            at++;
        }
        if (at >= end) {
            return Reading.partial();
        }
        return bytes.get(at++) == '\n' ? null : mistake;
    }

    private @Nullable Reading<HttpRequest> method() {
        start = at;
        if (at < end && !Octets.isLetter(bytes.get(at))) {
            return NOT_HTTP;
        }
        while (at < end && Octets.inMethod(bytes.get(at)) && at - start < Http1.MAX_METHOD) {
            at++;
        }
        if (at == end) {
            return Reading.partial();
        }
        if (bytes.get(at) != ' ' || at == start) {
            return NOT_HTTP;
        }
        methodEnd = at++;
        return null;
    }

    private @Nullable Reading<HttpRequest> target() {
        if (at == end) {
            return Reading.partial();
        }
        byte first = bytes.get(at);
        if (first != '/' && first != '*' && first != '[' && !Octets.isLetter(first) && !Octets.isDigit(first)) {
            return NOT_HTTP;
        }
        int limit = Math.min(end, start + Http1.MAX_LINE);
        while (at < limit && Octets.inTarget(bytes.get(at))) {
            at++;
        }
        if (at == limit) {
            return limit == end ? Reading.partial() : unless(LINE_TOO_LONG);
        }
        targetEnd = at++;
        byte behind = bytes.get(targetEnd);
        if (behind == ' ') {
            return null;
        }
        return unless(behind == '\r' || behind == '\n' ? NO_VERSION : TARGET);
    }

    /** This, unless nothing has been seen so far that only HTTP has. */
    private Reading<HttpRequest> unless(Reading<HttpRequest> mistake) {
        return bytes.get(methodEnd + 1) == '/' ? mistake : NOT_HTTP;
    }

    private @Nullable Reading<HttpRequest> version() {
        for (int i = 0; i < HTTP.length(); i++, at++) {
            if (at == end) {
                return Reading.partial();
            }
            if (bytes.get(at) != HTTP.charAt(i)) {
                return i < HTTP.indexOf('1') ? unless(NO_VERSION) : isPreface() ? NOT_HTTP : VERSION;
            }
        }
        if (at == end) {
            return Reading.partial();
        }
        minor = bytes.get(at++);
        return minor == '0' || minor == '1' ? lineEnd(VERSION) : VERSION;
    }

    /** Whether the method is that with which HTTP/2 begins, and no other protocol may. */
    private boolean isPreface() {
        return methodEnd - start == 3
                && bytes.get(start) == 'P'
                && bytes.get(start + 1) == 'R'
                && bytes.get(start + 2) == 'I';
    }

    private @Nullable Reading<HttpRequest> fields() {
        fieldsStart = at;
        for (int count = 0; at < end; count++) {
            byte first = bytes.get(at);
            if (first == '\r' || first == '\n') {
                return lineEnd(BARE_CR);
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
        boolean nearEnd = start + HttpRequest.MAX_HEADER_BYTES - at < Http1.MAX_LINE;
        int bound = nearEnd ? start + HttpRequest.MAX_HEADER_BYTES : at + Http1.MAX_LINE;
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
            return limit == end ? Reading.partial() : nearEnd ? HEAD_TOO_LONG : LINE_TOO_LONG;
        }
        int valueEnd = at;
        if (isHost(nameStart, colon)) {
            if (hostStart >= 0) {
                return TWO_HOSTS;
            }
            hostStart = colon + 1;
            hostEnd = valueEnd;
        }
        byte behind = bytes.get(at);
        return behind == '\r' || behind == '\n' ? lineEnd(BARE_CR) : VALUE;
    }

    private boolean isHost(int nameStart, int nameEnd) {
        return nameEnd - nameStart == 4
                && (bytes.get(nameStart) | 0x20) == 'h'
                && (bytes.get(nameStart + 1) | 0x20) == 'o'
                && (bytes.get(nameStart + 2) | 0x20) == 's'
                && (bytes.get(nameStart + 3) | 0x20) == 't';
    }

    private Reading<HttpRequest> request() {
        byte[] head = new byte[at - start];
        bytes.get(start, head);
        String method = Methods.of(head, methodEnd - start);
        String text = new String(head, methodEnd + 1 - start, targetEnd - methodEnd - 1, ISO_8859_1);
        Target target = Target.parse(method, text);
        if (target == null) {
            return TARGET;
        }
        if (hostStart < 0 && minor == '1') {
            return NO_HOST;
        }
        Authority host = hostStart < 0
                ? Authority.NONE
                : Authority.parse(LineFields.value(head, hostStart - start, hostEnd - start));
        if (host == null) {
            return HOST;
        }
        Authority authority = target.authority().host().isEmpty() ? host : target.authority();
        HttpRequest request = HttpRequest.http1(
                minor == '1' ? "1.1" : "1.0", method, target, authority, new LineFields(head, fieldsStart - start));
        return Reading.facts(request, at - bytes.position());
    }
}
