package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Frames.BLOCK;
import static roulette.parsers.http.Frames.PREFACE;
import static roulette.parsers.http.Frames.asking;
import static roulette.parsers.http.Frames.block;
import static roulette.parsers.http.Frames.frame;
import static roulette.parsers.http.Frames.headers;
import static roulette.parsers.http.Frames.literal;
import static roulette.parsers.http.Frames.opening;
import static roulette.parsers.http.Wire.buffer;
import static roulette.parsers.http.Wire.hex;
import static roulette.parsers.http.Wire.join;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Reading;

/** Bytes that are not HTTP/2, or malformed. */
class Http2MalformedTest {
    private static final String LENGTH = "a frame has an invalid length for its type";
    private static final String STREAM = "a frame has an invalid stream for its type";
    private static final String TYPE = "a frame of a type not allowed before the first request";
    private static final String CONTINUED = "a header block is not continued by the next frame";
    private static final String PSEUDO = "a pseudo-header is unknown, repeated, or follows a regular header";
    private static final String MISSING = "a pseudo-header is missing, or not allowed for CONNECT";
    private static final String VALUE = "the value of a header is malformed";
    private static final String NAME = "the name of a header is malformed";
    private static final String CONNECTION = "a connection-specific header of HTTP/1";
    private static final String TARGET = "the target of the request is malformed";
    private static final String HOST = "the host is malformed";

    private static void assertMalformed(byte[] opening, String reason) {
        Wire.assertMalformed(Http2.read(buffer(opening)), reason);
    }

    /** A frame with an invalid header is malformed before its payload has arrived. */
    private static void assertInvalidHeader(byte[] frame, String reason) {
        assertMalformed(join(opening(), Arrays.copyOf(frame, Frame.HEADER_BYTES)), reason);
    }

    @Test
    void anotherPrefaceIsRejectedAtItsFirstWrongByte() {
        for (int i = 0; i < PREFACE.length; i++) {
            byte[] wrong = PREFACE.clone();
            wrong[i] ^= 1;
            if (i < "PRI * HTTP/2".length()) {
                Wire.assertNotThis(Http2.read(buffer(wrong, i + 1)));
            } else {
                Wire.assertMalformed(Http2.read(buffer(wrong, i + 1)), "the preface of HTTP/2 is broken");
            }
        }
    }

    @Test
    void theFirstFrameIsSettings() {
        assertMalformed(join(PREFACE, headers(BLOCK)), "the first frame is not SETTINGS");
        assertMalformed(join(PREFACE, frame(Frame.SETTINGS, Frame.ACK, 0)), "the first frame is not SETTINGS");
    }

    @Test
    void aFrameOfInvalidLengthIsMalformed() {
        assertInvalidHeader(frame(Frame.SETTINGS, 0, 0, new byte[5]), LENGTH);
        assertInvalidHeader(frame(Frame.SETTINGS, Frame.ACK, 0, new byte[6]), LENGTH);
        assertInvalidHeader(frame(Frame.PING, 0, 0, new byte[7]), LENGTH);
        assertInvalidHeader(frame(Frame.PRIORITY, 0, 1, new byte[4]), LENGTH);
        assertInvalidHeader(frame(Frame.WINDOW_UPDATE, 0, 0, new byte[5]), LENGTH);
        assertInvalidHeader(frame(Frame.HEADERS, Frame.PADDED, 1), LENGTH);
        assertInvalidHeader(frame(Frame.HEADERS, Frame.PRIORITY_FLAG, 1, new byte[4]), LENGTH);
    }

    @Test
    void aFrameOnAnInvalidStreamIsMalformed() {
        assertInvalidHeader(frame(Frame.SETTINGS, 0, 1), STREAM);
        assertInvalidHeader(frame(Frame.PING, 0, 1, new byte[8]), STREAM);
        assertInvalidHeader(frame(Frame.PRIORITY, 0, 0, new byte[5]), STREAM);
        assertInvalidHeader(frame(Frame.WINDOW_UPDATE, 0, 1, new byte[4]), STREAM);
        assertInvalidHeader(frame(Frame.HEADERS, 0, 0, BLOCK), STREAM);
        assertInvalidHeader(frame(Frame.HEADERS, 0, 2, BLOCK), STREAM);
    }

    @Test
    void streamFramesBeforeTheirStreamAreMalformed() {
        assertInvalidHeader(frame(Frame.DATA, 0, 1), TYPE);
        assertInvalidHeader(frame(Frame.RST_STREAM, 0, 1, new byte[4]), TYPE);
        assertInvalidHeader(frame(Frame.PUSH_PROMISE, 0, 1), TYPE);
        assertInvalidHeader(frame(Frame.GOAWAY, 0, 0, new byte[8]), TYPE);
        assertInvalidHeader(frame(Frame.CONTINUATION, 0, 1), TYPE);
    }

    @Test
    void aFrameHasAMaximumSize() {
        assertThat(Http2.read(buffer(opening(hex("004000 55 00 00000000"))))).isEqualTo(Reading.partial());
        assertMalformed(opening(hex("004001 55 00 00000000")), "a frame is larger than 16 KiB");
        assertMalformed(join(PREFACE, hex("ffffff 04 00 00000000")), "a frame is larger than 16 KiB");
    }

    @Test
    void theNumberOfFramesIsLimited() {
        byte[] most = PREFACE;
        for (int i = 1; i < Http2.MAX_FRAMES; i++) {
            most = join(most, Frames.SETTINGS);
        }
        assertThat(Http2.read(buffer(join(most, headers(BLOCK))))).isInstanceOf(Reading.Facts.class);
        assertMalformed(
                join(most, Frames.SETTINGS, headers(BLOCK)),
                "there are more than 64 frames before the end of the first request's headers");
    }

    @Test
    void anInvalidWindowSizeIsMalformed() {
        String reason = "a flow-control window has an invalid size";
        assertMalformed(opening(frame(Frame.WINDOW_UPDATE, 0, 0, hex("80000000"))), reason);
        assertMalformed(opening(frame(Frame.SETTINGS, 0, 0, hex("0004 80000000"))), reason);
    }

    @Test
    void paddingBeyondTheFrameIsMalformed() {
        String reason = "a frame has more padding than bytes";
        assertMalformed(opening(frame(Frame.HEADERS, Frame.PADDED, 1, hex("03 0000"))), reason);
        int both = Frame.PADDED | Frame.PRIORITY_FLAG;
        assertMalformed(opening(frame(Frame.HEADERS, both, 1, hex("01 0000000000"))), reason);
    }

    @Test
    void aBlockMustContinueInTheNextFrameOnItsStream() {
        byte[] begun = frame(Frame.HEADERS, 0, 1, BLOCK);
        assertMalformed(opening(begun, frame(Frame.CONTINUATION, Frame.END_HEADERS, 3)), CONTINUED);
        assertMalformed(opening(begun, frame(Frame.PING, 0, 0, new byte[8])), CONTINUED);
        assertMalformed(opening(begun, frame(0x77, 0, 1)), CONTINUED);
    }

    @Test
    void aBlockHasAMaximumSize() {
        byte[] full = frame(Frame.CONTINUATION, 0, 1, new byte[Http2.MAX_FRAME]);
        byte[] begun = opening(frame(Frame.HEADERS, 0, 1), full, full, full, full);
        assertThat(Http2.read(buffer(begun))).isEqualTo(Reading.partial());
        assertMalformed(
                join(begun, frame(Frame.CONTINUATION, 0, 1, new byte[1])), "the header block is larger than 64 KiB");
    }

    @Test
    void headersAreLimitedInNumberAndSize() {
        byte[] bomb = join(BLOCK, literal(0x40, "a", "b".repeat(4000)), hex("be".repeat(16)));
        assertMalformed(opening(headers(bomb)), "the headers are more than 200, or larger than 64 KiB");
        byte[] many = join(BLOCK, hex("90".repeat(197)));
        assertMalformed(opening(headers(many)), "the headers are more than 200, or larger than 64 KiB");
    }

    @Test
    void aBlockThatIsNotHpackIsMalformed() {
        assertMalformed(opening(headers(hex("80"))), "the header block is not valid HPACK");
    }

    @Test
    void pseudoHeadersMustComeOnceAndFirst() {
        assertMalformed(opening(headers(join(BLOCK, block(":path", "/")))), PSEUDO);
        assertMalformed(opening(headers(join(BLOCK, block(":method", "GET")))), PSEUDO);
        assertMalformed(opening(headers(join(BLOCK, block(":scheme", "http")))), PSEUDO);
        assertMalformed(opening(headers(join(BLOCK, block(":authority", "b")))), PSEUDO);
        assertMalformed(asking(":method", "GET", "x", "y", ":scheme", "http", ":path", "/"), PSEUDO);
    }

    @Test
    void onlyThePseudoHeadersOfRequestsAreKnown() {
        assertMalformed(opening(headers(join(BLOCK, block(":status", "200")))), PSEUDO);
        assertMalformed(opening(headers(join(BLOCK, block(":protocol", "websocket")))), PSEUDO);
        assertMalformed(opening(headers(join(BLOCK, block(":", "")))), PSEUDO);
    }

    @Test
    void missingPseudoHeadersAreMalformed() {
        assertMalformed(asking(":scheme", "http", ":path", "/"), MISSING);
        assertMalformed(asking(":method", "GET", ":path", "/"), MISSING);
        assertMalformed(asking(":method", "GET", ":scheme", "http"), MISSING);
        assertMalformed(opening(headers(new byte[0])), MISSING);
    }

    @Test
    void connectHasNoPathAndNoScheme() {
        assertMalformed(asking(":method", "CONNECT", ":authority", "a:1", ":path", "/"), MISSING);
        assertMalformed(asking(":method", "CONNECT", ":authority", "a:1", ":scheme", "http"), MISSING);
        assertMalformed(asking(":method", "CONNECT", ":authority", "a"), MISSING);
        assertMalformed(asking(":method", "CONNECT", "host", "a:1"), MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "A", "x-Y", "a b", "a:b", "a\u00fc", "a\0", "a\r\nb"})
    void namesAreTokensInLowerCase(String name) {
        assertMalformed(opening(headers(join(BLOCK, block(name, "x")))), NAME);
    }

    @ParameterizedTest
    @ValueSource(strings = {" x", "x ", "\tx", "x\t", " ", "a\0", "a\rb", "a\nb", "a\u007fb"})
    void valuesHaveNoControlCharactersAndNoBlanksAround(String value) {
        assertMalformed(opening(headers(join(BLOCK, block("x", value)))), VALUE);
        assertMalformed(asking(":method", "GET", ":path", value), VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connection", "proxy-connection", "keep-alive", "transfer-encoding", "upgrade", "te"})
    void connectionSpecificHeadersAreMalformed(String name) {
        assertMalformed(opening(headers(join(BLOCK, block(name, "x")))), CONNECTION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "*", "/a b", "/a#b", "http://a/", "?"})
    void anInvalidPathIsMalformed(String path) {
        assertMalformed(asking(":method", "GET", ":scheme", "http", ":path", path), TARGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "a:b", "h ttp", "\u00fc"})
    void anInvalidSchemeIsMalformed(String scheme) {
        assertMalformed(asking(":method", "GET", ":scheme", scheme, ":path", "/"), TARGET);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G T", "G(T", "\u00fc"})
    void anInvalidMethodIsMalformed(String method) {
        assertMalformed(asking(":method", method, ":scheme", "http", ":path", "/"), "the method is malformed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"me@a", "a b", "a:b", "a:0", "[::1", "a..b", "a/b"})
    void anInvalidHostIsMalformed(String host) {
        assertMalformed(asking(":method", "GET", ":scheme", "http", ":path", "/", ":authority", host), HOST);
        assertMalformed(asking(":method", "GET", ":scheme", "http", ":path", "/", "host", host), HOST);
    }

    @Test
    void twoHostsAreMalformed() {
        byte[] hosts = block("host", "www.example.com", "host", "www.example.com");
        assertMalformed(opening(headers(join(BLOCK, hosts))), "more than one Host header");
    }

    @Test
    void aHostHeaderThatContradictsTheAuthorityIsMalformed() {
        String reason = "the Host header and :authority are for different servers";
        assertMalformed(opening(headers(join(BLOCK, block("host", "other.example")))), reason);
        String[] ports = {":method", "GET", ":scheme", "http", ":path", "/", ":authority", "a:1", "host", "a:2"};
        assertMalformed(asking(ports), reason);
    }

    @Test
    void bytesAfterAnErrorChangeNothing() {
        byte[] wrong = opening(headers(hex("80")));
        assertThat(Http2.read(buffer(join(wrong, bytes("more"))))).isEqualTo(Http2.read(buffer(wrong)));
    }
}
