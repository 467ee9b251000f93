package roulette.parsers.http;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * Reads the first request of HTTP/2 with prior knowledge, that is without TLS and without an upgrade (RFC 9113, section
 * 3.3): the preface, the client's SETTINGS, other allowed frames, and the first HEADERS with its CONTINUATION frames.
 *
 * <ul>
 *   <li>A frame has at most {@value #MAX_FRAME} bytes, the limit until the server's SETTINGS raise it; there are at
 *       most {@value #MAX_FRAMES}, and a compressed header block has at most {@link HttpRequest#MAX_HEADER_BYTES}.
 *   <li>Frames of unknown types are ignored. DATA, RST_STREAM, PUSH_PROMISE and GOAWAY are malformed here.
 *   <li>Also malformed: whatever RFC 9113, section 8, calls malformed in a request's headers, whether a stream or a
 *       connection error, and a {@code Host} header that contradicts {@code :authority}.
 *   <li>Extended CONNECT (RFC 8441) is malformed: clients may use it only after the server has announced it.
 * </ul>
 */
public final class Http2 {
    /** The maximum frame payload, in bytes. */
    public static final int MAX_FRAME = 16 * 1024;

    /** The maximum number of frames up to the end of the first request's headers. */
    public static final int MAX_FRAMES = 64;

    private static final Reading<HttpRequest> NOT_HTTP2 = Reading.notThis("not HTTP/2");
    static final Reading<HttpRequest> BROKEN = Reading.malformed("the preface of HTTP/2 is broken");
    static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

    /** No other protocol starts with this many bytes of the preface. */
    private static final int CERTAIN = "PRI * HTTP/2".length();

    private Http2() {}

    /**
     * Reads a request. Its length covers all frames up to the last one of the request's headers.
     *
     * @param bytes from the connection's first one on; neither moved nor kept
     */
    public static Reading<HttpRequest> read(ByteBuffer bytes) {
        if (hasPreface(bytes)) {
            return new Http2Opening(bytes).read();
        }
        int length = preface(bytes);
        return length == bytes.remaining() ? Reading.partial() : length < CERTAIN ? NOT_HTTP2 : BROKEN;
    }

    /** Whether enough of the preface is there that the client must speak HTTP/2, valid or not after that. */
    static boolean isCertain(ByteBuffer bytes) {
        return preface(bytes) >= CERTAIN;
    }

    /** Whether the complete preface is there. */
    static boolean hasPreface(ByteBuffer bytes) {
        return preface(bytes) == PREFACE.length();
    }

    /** How many of the first bytes match the preface. */
    private static int preface(ByteBuffer bytes) {
        int length = 0;
        while (length < Math.min(PREFACE.length(), bytes.remaining())
                && bytes.get(bytes.position() + length) == PREFACE.charAt(length)) {
            length++;
        }
        return length;
    }
}
