package roulette.parsers.http;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * Reads a request of HTTP/1.0 or HTTP/1.1 (RFC 9112): the request line and all headers, up to the empty line behind
 * them. Where the RFC leaves a choice, or clients in the field leave none:
 *
 * <ul>
 *   <li>A method is 1 to {@value #MAX_METHOD} upper-case letters, hyphens and underscores, as all registered ones are.
 *       Other tokens would be allowed; without them {@code SSH-2.0} and its like are known by their first few bytes.
 *   <li>Bytes are malformed HTTP, and no longer something else, once a method was followed by {@code " /"}, or a
 *       target by {@code " HTTP/"}.
 *   <li>A line ends with LF or CRLF. Up to {@value #MAX_EMPTY_LINES} empty lines may come first.
 *   <li>A line has at most {@value #MAX_LINE} bytes; for all of them see {@link HttpRequest#MAX_HEADER_BYTES}.
 *   <li>HTTP/1.1 without {@code Host} is malformed, and so are two of them in any version, one that is not a host with
 *       or without a port, folded lines, blanks before a colon, and control characters.
 *   <li>A target with a host, as proxies get it, wins over {@code Host} (RFC 9112, section 3.2.2).
 * </ul>
 */
public final class Http1 {
    /** The longest method. */
    public static final int MAX_METHOD = 24;

    /** The longest request line or header, in bytes. */
    public static final int MAX_LINE = 16 * 1024;

    /** How many empty lines may come before the request line. */
    public static final int MAX_EMPTY_LINES = 4;

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
        return Octets.inMethod(first) || first == '\r' || first == '\n' ? new Http1Head(bytes).read() : NOT_HTTP;
    }
}
