package roulette.parsers.http;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * Reads a request of HTTP/1.0 or HTTP/1.1 (RFC 9112): the request line and all headers, up to the empty line behind
 * them. Where the RFC leaves a choice, or clients in the field leave none:
 *
 * <ul>
 *   <li>What nginx, Apache httpd or HAProxy takes for HTTP is never something else here: it is read, or malformed. For
 *       that, any token is a method, although one with lower-case letters is malformed, and CR, LF and blanks may come
 *       first in any order, although only empty lines are allowed there.
 *   <li>It is certain that bytes are HTTP when {@code HTTP/} stands behind a blank in their first line, or when that
 *       line is one of HTTP/0.9, which is {@code GET} with a path or URL. Until then what is wrong is not malformed:
 *       it may be another protocol's. A line that ends before that is.
 *   <li>A line ends with LF or CRLF. Empty lines, up to {@value #MAX_LINE} bytes of them, may come first.
 *   <li>A line has at most {@value #MAX_LINE} bytes; for all of them see {@link HttpRequest#MAX_HEADER_BYTES}.
 *   <li>HTTP/1.1 without {@code Host} is malformed, and so are two of them in any version, one that is not a host with
 *       or without a port, folded lines, blanks before a colon, and control characters.
 *   <li>A target with a host, as proxies get it, is malformed without a {@code Host} that says the same: of two that
 *       differ, some servers believe the one and some the other. Only {@code CONNECT} in HTTP/1.0 needs none.
 * </ul>
 */
public final class Http1 {
    /** The longest request line or header, in bytes. */
    public static final int MAX_LINE = 16 * 1024;

    static final Reading<HttpRequest> NOT_HTTP = Reading.notThis("not HTTP/1");

    private Http1() {}

    /**
     * Reads a request.
     *
     * @param bytes from the connection's first one on; neither moved nor kept
     */
    public static Reading<HttpRequest> read(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return Reading.partial();
        }
        byte first = bytes.get(bytes.position());
        // The usual client of another protocol costs no memory.
        boolean before = first == '\r' || first == '\n' || first == ' ' || first == '\t';
        return before || Octets.inToken(first) ? new Http1Head(bytes).read() : NOT_HTTP;
    }
}
