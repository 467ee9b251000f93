package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Frames.BLOCK;
import static roulette.parsers.http.Frames.asking;
import static roulette.parsers.http.Frames.block;
import static roulette.parsers.http.Frames.frame;
import static roulette.parsers.http.Frames.headers;
import static roulette.parsers.http.Frames.opening;
import static roulette.parsers.http.Wire.buffer;
import static roulette.parsers.http.Wire.hex;
import static roulette.parsers.http.Wire.join;
import static roulette.parsers.http.Wire.length;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Valid openings of HTTP/2. */
class Http2Test {
    /** curl 7.88.1 requesting http://localhost:35589/a?b=1. */
    static final byte[] CURL = hex("""
            505249202a20485454502f322e300d0a0d0a534d0d0a0d0a0000120400000000000003000000640004020000
            0000020000000000000408000000000001ff0001000025010500000001820485607fe4700786418ba0e41d13
            9d09b8d09a03ff7a8825b650c3abbcf2e153032a2f2a""");

    private static HttpRequest request(byte[] opening) {
        return Wire.request(Http2.read(buffer(opening)));
    }

    @Test
    void allFactsOfARequestAreRead() {
        HttpRequest request = request(CURL);
        assertThat(request.version()).isEqualTo("2");
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.scheme()).isEqualTo("http");
        assertThat(request.host()).isEqualTo("localhost");
        assertThat(request.port()).isBetween(1024, 65535);
        assertThat(request.path()).isEqualTo("/a");
        assertThat(request.query()).isEqualTo("b=1");
        assertThat(request.header("User-Agent")).containsExactly("curl/7.88.1");
        assertThat(request.header("accept")).containsExactly("*/*");
    }

    @Test
    void everyPrefixIsPartial() {
        Wire.assertEveryPrefixIsPartial(Http2::read, CURL);
        Wire.assertEveryPrefixIsPartial(Http2::read, opening(headers(BLOCK)));
        Wire.assertEveryPrefixIsPartial(Http2::read, opening(frame(Frame.PING, 0, 0, new byte[8]), headers(BLOCK)));
        Wire.assertEveryPrefixIsPartial(Http2::read, continued());
    }

    private static byte[] continued() {
        return opening(
                frame(
                        Frame.HEADERS,
                        Frame.PADDED | Frame.PRIORITY_FLAG,
                        3,
                        join(hex("02 0000000010"), part(0, 7), hex("0000"))),
                frame(Frame.CONTINUATION, 0, 3),
                frame(Frame.CONTINUATION, 0, 3, part(7, 8)),
                frame(Frame.CONTINUATION, Frame.END_HEADERS, 3, part(8, BLOCK.length)));
    }

    private static byte[] part(int from, int to) {
        return Arrays.copyOfRange(BLOCK, from, to);
    }

    @Test
    void aBlockInSeveralFramesIsJoined() {
        HttpRequest request = request(continued());
        assertThat(request.host()).isEqualTo("www.example.com");
    }

    @Test
    void paddingAndPriorityAreSkipped() {
        byte[] padded =
                frame(Frame.HEADERS, Frame.END_HEADERS | Frame.PADDED, 1, join(hex("03"), BLOCK, hex("828282")));
        assertThat(request(opening(padded)).path()).isEqualTo("/");
        byte[] onlyPadding = frame(Frame.HEADERS, Frame.PADDED, 1, hex("01 00"));
        byte[] rest = frame(Frame.CONTINUATION, Frame.END_HEADERS, 1, BLOCK);
        assertThat(request(opening(onlyPadding, rest)).path()).isEqualTo("/");
        byte[] weighted =
                frame(Frame.HEADERS, Frame.END_HEADERS | Frame.PRIORITY_FLAG, 1, join(hex("8000000010"), BLOCK));
        assertThat(request(opening(weighted)).path()).isEqualTo("/");
    }

    @Test
    void otherFramesMayComeBeforeTheRequest() {
        byte[] opening = opening(
                frame(Frame.WINDOW_UPDATE, 0, 0, hex("00000001")),
                frame(Frame.PRIORITY, 0, 3, hex("0000000010")),
                frame(Frame.PING, 0, 0, new byte[8]),
                frame(Frame.SETTINGS, Frame.ACK, 0),
                frame(Frame.SETTINGS, 0, 0, hex("0004 00000005")),
                frame(0x10, 0xff, 0, bytes("u=1")),
                headers(BLOCK));
        assertThat(request(opening).host()).isEqualTo("www.example.com");
    }

    @Test
    void framesAfterTheRequestAreNotCounted() {
        byte[] opening = opening(headers(BLOCK));
        byte[] more = join(opening, frame(Frame.DATA, 0, 1, bytes("body")));
        assertThat(length(Http2.read(buffer(more)))).isEqualTo(opening.length);
    }

    @Test
    void theReservedBitOfAStreamIsIgnored() {
        byte[] reserved = frame(Frame.HEADERS, Frame.END_HEADERS, 0x8000_0005, BLOCK);
        assertThat(request(opening(reserved)).host()).isEqualTo("www.example.com");
    }

    @Test
    void theHostHeaderReplacesAMissingAuthority() {
        byte[] opening = asking(":method", "GET", ":scheme", "http", ":path", "/", "host", "[::1]:81");
        assertThat(request(opening).host()).isEqualTo("::1");
        assertThat(request(opening).port()).isEqualTo(81);
        assertThat(request(asking(":method", "GET", ":scheme", "http", ":path", "/"))
                        .host())
                .isEmpty();
    }

    @Test
    void aHostHeaderMayRepeatTheAuthority() {
        byte[] opening =
                asking(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "A.b:81", "host", "a.B.");
        assertThat(request(opening).host()).isEqualTo("a.b");
        assertThat(request(opening).port()).isEqualTo(81);
    }

    @Test
    void connectHasOnlyAnAuthority() {
        HttpRequest request = request(asking(":method", "CONNECT", ":authority", "secure.example:443"));
        assertThat(request.host()).isEqualTo("secure.example");
        assertThat(request.port()).isEqualTo(443);
        assertThat(request.path()).isEmpty();
    }

    @Test
    void optionsMayBeForTheWholeServer() {
        assertThat(request(asking(":method", "OPTIONS", ":scheme", "http", ":path", "*"))
                        .path())
                .isEqualTo("*");
    }

    @Test
    void pseudoHeadersAreNotListedAsHeaders() {
        HttpRequest request = request(opening(headers(BLOCK)));
        assertThat(request.header(":path")).isEmpty();
        assertThat(request.header("")).isEmpty();
    }

    @Test
    void headersAndCookiesAreFoundInOrder() {
        byte[] more = block("x", "1", "cookie", "a=1", "te", "trailers", "x", "2", "cookie", "b=2");
        HttpRequest request = request(opening(headers(join(BLOCK, more))));
        assertThat(request.header("X")).containsExactly("1", "2").isUnmodifiable();
        assertThat(request.cookies("a")).containsExactly("1");
        assertThat(request.cookies("b")).containsExactly("2");
    }
}
