package roulette.parsers.http;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * Reads a request of HTTP/1.0 or HTTP/1.1 (RFC 9112): the request line and all headers, up to and including the empty
 * line. Where the RFC leaves a choice, or real clients deviate from it:
 *
 * <ul>
 *   <li>What nginx, Apache httpd or HAProxy accepts as HTTP is never another protocol here: it is read, or malformed.
 *       So any token is recognised as a method, although one with lower-case letters is malformed, and CR, LF and
 *       blanks may come first in any order, although only empty lines are allowed there.
 *   <li>Bytes are certainly HTTP when {@code HTTP/} follows a blank in their first line, or when that line is an
 *       HTTP/0.9 request, which is {@code GET} with a path or URL. Until then an error means another protocol, not
 *       malformed. So does a line that ends before that.
 *   <li>A line ends with LF or CRLF. Empty lines, up to {@value #MAX_LINE} bytes of them, may come first.
 *   <li>A line has at most {@value #MAX_LINE} bytes; for all of them see {@link HttpRequest#MAX_HEADER_BYTES}.
 *   <li>Malformed: HTTP/1.1 without {@code Host}; two of them in any version; one that is not a host with an optional
 *       port; folded lines; blanks before a colon; control characters.
 *   <li>A target with a host, as sent to proxies, needs an equal {@code Host}, otherwise it is malformed: servers
 *       differ in which of the two they use. Only {@code CONNECT} in HTTP/1.0 needs none.
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
        // Clients of other protocols usually cost no allocation.
        boolean before = first == '\r' || first == '\n' || first == ' ' || first == '\t';
        return before || Octets.inToken(first) ? new Http1Head(bytes).read() : NOT_HTTP;
    }
}
