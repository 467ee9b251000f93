package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Set;
import roulette.parsers.Reading;

/**
 * Complete error responses, each with a line of text for people. Close the connection after sending one. Each call
 * returns a new array.
 */
public enum HttpRefusal {
    /** 400: the client's bytes are not valid HTTP. */
    BAD_REQUEST(400, "Bad Request", "This request is malformed."),
    /** 403: the request is valid but not allowed. */
    FORBIDDEN(403, "Forbidden", "This request is not allowed here."),
    /** 404: nothing exists for the host and path of the request. */
    NOT_FOUND(404, "Not Found", "There is nothing here under this name."),
    /** 408: the rest of the request did not come in time. */
    TIMEOUT(408, "Request Timeout", "The rest of this request did not come in time."),
    /** 421: the host of the request is not served on this connection. */
    MISDIRECTED(421, "Misdirected Request", "The host of this request is not served here."),
    /** 431: the headers are too large. */
    HEADER_TOO_LARGE(431, "Request Header Fields Too Large", "The headers of this request are too large."),
    /** 503: no server can be reached for the request. */
    UNAVAILABLE(503, "Service Unavailable", "No server can be reached for this request. Try again later.");

    private static final Set<Reading<HttpRequest>> TOO_LARGE = Set.of(
            RequestLine.LINE_TOO_LONG,
            Http1Head.HEAD_TOO_LONG,
            Http1Head.TOO_MANY,
            Http2Opening.BLOCK_TOO_LARGE,
            Http2Opening.HEADERS_TOO_LARGE);

    private final int status;
    private final byte[] body;
    private final byte[] http1Head;
    private final Http2Refusal http2;

    HttpRefusal(int status, String phrase, String text) {
        this.status = status;
        this.body = (text + "\n").getBytes(US_ASCII);
        this.http1Head = """
                HTTP/1.1 %d %s\r
                Content-Type: text/plain\r
                Content-Length: %d\r
                Connection: close\r
                \r
                """.formatted(status, phrase, body.length).getBytes(US_ASCII);
        this.http2 = new Http2Refusal(status, body);
    }

    /** The refusal for malformed bytes: 431 if they are too large, else 400. */
    public static HttpRefusal of(Reading.NotThis<HttpRequest> malformed) {
        return TOO_LARGE.contains(malformed) ? HEADER_TOO_LARGE : BAD_REQUEST;
    }

    /** The status code. */
    public int status() {
        return status;
    }

    /** HTTP/1.1, with a body. */
    public byte[] bytes() {
        return join(http1Head, body);
    }

    /**
     * In the client's HTTP version, without a body if the method is HEAD. In HTTP/2 it is all that the server sends:
     * SETTINGS, the response on the request's stream, GOAWAY; without a stream, or after a connection error, SETTINGS
     * and GOAWAY. The body is omitted if the client's flow-control window is too small.
     *
     * @param opening the client's bytes, valid or not, complete or not; neither moved nor kept
     */
    public byte[] to(ByteBuffer opening) {
        if (Http2.isCertain(opening)) {
            return http2.to(opening);
        }
        boolean head = Http1.read(opening) instanceof Reading.Facts<HttpRequest>(HttpRequest request, int _)
                && request.method().equals("HEAD");
        return head ? http1Head.clone() : bytes();
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
