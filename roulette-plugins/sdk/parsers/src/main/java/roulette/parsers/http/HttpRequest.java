package roulette.parsers.http;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import roulette.parsers.Reading;

/**
 * The first request of a connection, without its body (RFC 9110). Strings have one character for each byte
 * (ISO-8859-1), without control characters other than tabs in header values. Immutable; keeps no reference to the
 * buffer.
 *
 * <p>A client may send further requests on the same connection, even for other hosts: the routing decision for the
 * first one applies to all.
 */
public final class HttpRequest {
    /** The maximum number of headers. */
    public static final int MAX_HEADERS = 200;

    /** The maximum size before a request's body, in bytes, as sent or, in HTTP/2, as decompressed. */
    public static final int MAX_HEADER_BYTES = 64 * 1024;

    private final String version;
    private final String method;
    private final String scheme;
    private final String host;
    private final int port;
    private final String path;
    private final String query;
    private final Fields fields;

    private HttpRequest(String version, String method, Target target, Authority authority, Fields fields) {
        this.version = version;
        this.method = method;
        this.scheme = target.scheme();
        this.host = authority.host();
        this.port = authority.port();
        this.path = target.path();
        this.query = target.query();
        this.fields = fields;
    }

    static HttpRequest http1(String version, String method, Target target, Authority authority, Fields fields) {
        return new HttpRequest(version, method, target, authority, fields);
    }

    static HttpRequest http2(String method, Target target, Fields fields) {
        return new HttpRequest("2", method, target, target.authority(), fields);
    }

    /**
     * Reads a cleartext request, {@link Http1} or {@link Http2}. No bytes are both.
     *
     * @param bytes from the connection's first one on; neither moved nor kept
     */
    public static Reading<HttpRequest> read(ByteBuffer bytes) {
        Reading<HttpRequest> reading = Http2.read(bytes);
        return reading instanceof Reading.NotThis<HttpRequest> not && !not.malformed() ? Http1.read(bytes) : reading;
    }

    /** "1.0", "1.1" or "2". */
    public String version() {
        return version;
    }

    /** As sent; in HTTP/1 without lower-case letters. */
    public String method() {
        return method;
    }

    /** In lower case, usually "http" or "https"; "" if not sent: in HTTP/1 only requests to a proxy have a scheme. */
    public String scheme() {
        return scheme;
    }

    /**
     * The requested server: a name in lower case without a dot at its end, or an address, IPv6 without brackets; "" if
     * there is none. Taken from the target if it has one, else from the {@code Host} header.
     */
    public String host() {
        return host;
    }

    /** The port given with the host, 1 to 65535; 0 if none. */
    public int port() {
        return port;
    }

    /**
     * As sent, without the query and not decoded. Starts with a slash, except for "*" (OPTIONS for the whole server)
     * and "" (CONNECT).
     */
    public String path() {
        return path;
    }

    /** What follows the first question mark, as sent; "" if there is none. */
    public String query() {
        return query;
    }

    /** All values of a header, in order, trimmed of blanks; empty if it was not sent. */
    public List<String> header(String name) {
        return name.isEmpty() ? List.of() : fields.values(name);
    }

    /**
     * All values of a cookie, in order, without the quotes that a client may send around one; empty if it was not sent
     * (RFC 6265, section 4.2). A client sends several of one name if they were set for several paths or domains, usually
     * the one with the longest path first; servers differ in which of them they use.
     */
    public List<String> cookies(String name) {
        List<String> found = new ArrayList<>();
        for (String header : header("cookie")) {
            for (String pair : header.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals >= 0 && pair.substring(0, equals).strip().equals(name)) {
                    found.add(unquoted(pair.substring(equals + 1).strip()));
                }
            }
        }
        return List.copyOf(found);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** For logs: neither query nor headers, which may hold secrets. */
    @Override
    public String toString() {
        String name = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return "HTTP/" + version + ' ' + method + ' ' + name + (port == 0 ? "" : ":" + port) + path;
    }
}
