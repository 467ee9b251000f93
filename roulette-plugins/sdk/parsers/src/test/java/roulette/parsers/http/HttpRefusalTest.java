package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Wire.buffer;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import roulette.parsers.Reading;

class HttpRefusalTest {
    private static byte[] http1(String method) {
        return bytes(method + " / HTTP/1.0\r\n\r\n");
    }

    private static byte[] http2(String method, int stream, int window) {
        byte[] block = Frames.block(":method", method, ":scheme", "http", ":path", "/");
        byte[] size = {0, 4, 0, 0, 0, (byte) window};
        byte[] settings = Frames.frame(Frame.SETTINGS, 0, 0, size);
        byte[] headers = Frames.frame(Frame.HEADERS, Frame.END_HEADERS, stream, block);
        return Frames.opening(settings, headers);
    }

    /** The refusal for a client that sent these bytes, valid or not. */
    private static byte[] to(HttpRefusal refusal, byte[] opening) {
        return refusal.to(buffer(opening));
    }

    private static Reading.NotThis<HttpRequest> malformed(byte[] opening) {
        return (Reading.NotThis<HttpRequest>) HttpRequest.read(buffer(opening));
    }

    /** A frame as type, flags, stream; HEADERS with the fields, others with the payload. */
    private static List<String> frames(byte[] response) {
        List<String> frames = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(response);
        while (bytes.hasRemaining()) {
            byte[] payload = new byte[bytes.getInt(bytes.position()) >>> 8];
            bytes.position(bytes.position() + 3);
            int type = bytes.get();
            String header = type + " " + bytes.get() + " " + bytes.getInt();
            bytes.get(payload);
            frames.add(header + (type == Frame.HEADERS ? fields(payload) : " " + new String(payload, US_ASCII)));
        }
        return frames;
    }

    private static String fields(byte[] block) {
        ListedFields fields = new ListedFields();
        assertThat(new HpackDecoder(0).decode(block, fields)).isEqualTo(HpackDecoder.Outcome.DONE);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < fields.count(); i++) {
            text.append(' ').append(fields.name(i)).append('=').append(fields.value(i));
        }
        return text.toString();
    }

    @Test
    void aRefusalInHttp1IsACompleteResponse() {
        assertThat(HttpRefusal.NOT_FOUND.bytes()).asString(US_ASCII).isEqualTo("""
                        HTTP/1.1 404 Not Found\r
                        Content-Type: text/plain\r
                        Content-Length: 39\r
                        Connection: close\r
                        \r
                        There is nothing here under this name.
                        """);
    }

    @ParameterizedTest
    @EnumSource
    void theLengthIsThatOfTheBody(HttpRefusal refusal) {
        String response = new String(refusal.bytes(), US_ASCII);
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        assertThat(response)
                .startsWith("HTTP/1.1 " + refusal.status() + " ")
                .contains("\r\nContent-Length: " + body.length() + "\r\n")
                .endsWith(".\n");
    }

    @Test
    void aRequestInHttp1IsRefusedInHttp1() {
        assertThat(to(HttpRefusal.MISDIRECTED, http1("GET"))).isEqualTo(HttpRefusal.MISDIRECTED.bytes());
    }

    @Test
    void headHasNoBodyInHttp1() {
        assertThat(to(HttpRefusal.UNAVAILABLE, http1("HEAD")))
                .asString(US_ASCII)
                .startsWith("HTTP/1.1 503 ")
                .contains("\r\nContent-Length: 60\r\n")
                .endsWith("\r\n\r\n");
    }

    @ParameterizedTest
    @EnumSource
    void aRequestInHttp2IsRefusedOnItsStream(HttpRefusal refusal) {
        List<String> frames = frames(to(refusal, http2("GET", 5, 127)));
        String response = new String(refusal.bytes(), US_ASCII);
        String body = response.substring(response.indexOf("\r\n\r\n") + 4);
        assertThat(frames)
                .containsExactly(
                        "4 0 0 ",
                        "4 1 0 ",
                        "1 4 5 :status=" + refusal.status() + " content-type=text/plain content-length="
                                + body.length(),
                        "0 1 5 " + body,
                        "7 0 0 \0\0\0\5\0\0\0\0");
    }

    @Test
    void headHasNoBodyInHttp2() {
        assertThat(frames(to(HttpRefusal.NOT_FOUND, http2("HEAD", 1, 127))))
                .contains("1 5 1 :status=404 content-type=text/plain content-length=39")
                .noneMatch(frame -> frame.startsWith("0"));
    }

    @Test
    void aClientWithoutAWindowGetsNoBody() {
        assertThat(frames(to(HttpRefusal.NOT_FOUND, http2("GET", 1, 38))))
                .contains("1 5 1 :status=404 content-type=text/plain");
        assertThat(frames(to(HttpRefusal.NOT_FOUND, http2("GET", 1, 38)))).noneMatch(frame -> frame.startsWith("0"));
        assertThat(frames(to(HttpRefusal.NOT_FOUND, http2("GET", 1, 39)))).anyMatch(frame -> frame.startsWith("0"));
    }

    @Test
    void aMalformedRequestInHttp2IsRefusedOnItsStream() {
        byte[] twoHosts = Frames.asking(":method", "GET", ":scheme", "http", ":path", "/", "host", "a", "host", "b");
        assertThat(HttpRefusal.of(malformed(twoHosts))).isEqualTo(HttpRefusal.BAD_REQUEST);
        assertThat(frames(to(HttpRefusal.BAD_REQUEST, twoHosts)))
                .containsExactly(
                        "4 0 0 ",
                        "4 1 0 ",
                        "1 4 1 :status=400 content-type=text/plain content-length=27",
                        "0 1 1 This request is malformed.\n",
                        "7 0 0 \0\0\0\1\0\0\0\0");
        byte[] bomb = Frames.opening(Frames.headers(Wire.hex("82".repeat(201))));
        assertThat(frames(to(HttpRefusal.HEADER_TOO_LARGE, bomb))).anyMatch(frame -> frame.contains(":status=431"));
    }

    @Test
    void aPartialRequestInHttp2IsRefusedOnItsStream() {
        byte[] whole = http2("GET", 3, 127);
        for (int count = whole.length - 1; count >= whole.length - 10; count--) {
            assertThat(frames(to(HttpRefusal.TIMEOUT, Arrays.copyOf(whole, count))))
                    .as("%d of %d bytes", count, whole.length)
                    .anyMatch(frame -> frame.startsWith("1 4 3 :status=408"));
        }
    }

    @Test
    void anHttp2ClientWithoutARequestReceivesGoAway() {
        List<String> goAway =
                List.of("4 0 0 ", "7 0 0 \0\0\0\0\0\0\0\0The rest of this request did not come in time.\n");
        assertThat(frames(to(HttpRefusal.TIMEOUT, Frames.opening()))).isEqualTo(goAway);
        assertThat(frames(to(HttpRefusal.TIMEOUT, Frames.PREFACE))).isEqualTo(goAway);
        assertThat(frames(to(HttpRefusal.TIMEOUT, bytes("PRI * HTTP/2")))).isEqualTo(goAway);
        assertThat(to(HttpRefusal.TIMEOUT, bytes("PRI * HTTP/"))).isEqualTo(HttpRefusal.TIMEOUT.bytes());
    }

    @Test
    void anHttp2ConnectionErrorIsSentWithItsCode() {
        String end = "This request is malformed.\n";
        assertThat(frames(to(HttpRefusal.BAD_REQUEST, bytes("PRI * HTTP/2.0\r\n\r\nXX"))))
                .containsExactly("4 0 0 ", "7 0 0 \0\0\0\0\0\0\0\1" + end);
        byte[] noSettings = Wire.join(Frames.PREFACE, Frames.headers(Frames.BLOCK));
        assertThat(frames(to(HttpRefusal.BAD_REQUEST, noSettings))).contains("7 0 0 \0\0\0\0\0\0\0\1" + end);
        byte[] hpack = Frames.opening(Frames.headers(Wire.hex("80")));
        assertThat(frames(to(HttpRefusal.BAD_REQUEST, hpack))).contains("7 0 0 \0\0\0\0\0\0\0\u0009" + end);
        byte[] length = Frames.opening(Frames.frame(Frame.PING, 0, 0));
        assertThat(frames(to(HttpRefusal.BAD_REQUEST, length))).contains("7 0 0 \0\0\0\0\0\0\0\6" + end);
    }

    @Test
    void malformedBytesAre400() {
        assertThat(HttpRefusal.of(malformed(bytes("GET /\r\n")))).isEqualTo(HttpRefusal.BAD_REQUEST);
    }

    @Test
    void tooManyBytesAre431() {
        byte[] line = bytes("GET / HTTP/1.0\r\na:" + "b".repeat(Http1.MAX_LINE));
        assertThat(HttpRefusal.of(malformed(line))).isEqualTo(HttpRefusal.HEADER_TOO_LARGE);
        byte[] bomb = Frames.opening(Frames.headers(Wire.hex("82".repeat(201))));
        assertThat(HttpRefusal.of(malformed(bomb))).isEqualTo(HttpRefusal.HEADER_TOO_LARGE);
    }

    @Test
    void aRefusalIsANewArray() {
        HttpRefusal.NOT_FOUND.bytes()[0] = 'X';
        to(HttpRefusal.NOT_FOUND, http1("HEAD"))[0] = 'X';
        assertThat(HttpRefusal.NOT_FOUND.bytes()[0]).isEqualTo((byte) 'H');
        assertThat(to(HttpRefusal.NOT_FOUND, http1("HEAD"))[0]).isEqualTo((byte) 'H');
    }
}
