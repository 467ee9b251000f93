package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Frames.BLOCK;
import static roulette.parsers.http.Frames.block;
import static roulette.parsers.http.Frames.frame;
import static roulette.parsers.http.Frames.headers;
import static roulette.parsers.http.Frames.opening;
import static roulette.parsers.http.Wire.described;
import static roulette.parsers.http.Wire.hex;
import static roulette.parsers.http.Wire.join;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.parsers.Fuzzing;
import roulette.parsers.Reading;

/** Mutation fuzzing: nothing is thrown, no result is premature, and no reading is slow. */
@Tag("fuzz")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
    private static final long SLOW_NANOS = 1_000_000;

    private static final List<byte[]> HTTP1 = List.of(
            bytes("GET /a?b HTTP/1.1\r\nHost: www.example.com:8080\r\nUser-Agent: curl/7.88.1\r\nAccept: */*\r\n\r\n"),
            bytes("POST http://a.example:81/x HTTP/1.1\nhost: a.example\nCookie: a=1; b=2\nContent-Length: 4\n\nbody"),
            bytes("CONNECT [2001:db8::1]:443 HTTP/1.0\r\n\r\n"),
            bytes("\r\n\r\nOPTIONS * HTTP/1.1\r\nHost: [::ffff:192.0.2.1]\r\nX: \t y \r\n\r\n"),
            bytes("GET / HTTP/1.1\r\nHost: a\r\n" + "h: v\r\n".repeat(150) + "\r\n"),
            bytes("PRI * HTTP/1.1\r\nHost: a\r\n\r\n"));

    private static final List<byte[]> HTTP2 = List.of(
            Http2Test.CURL,
            opening(headers(BLOCK)),
            opening(
                    frame(Frame.SETTINGS, 0, 0, hex("0004 00000005")),
                    frame(Frame.WINDOW_UPDATE, 0, 0, hex("00000001")),
                    frame(Frame.PRIORITY, 0, 3, hex("0000000010")),
                    frame(Frame.PING, 0, 0, new byte[8]),
                    frame(
                            Frame.HEADERS,
                            Frame.PADDED | Frame.PRIORITY_FLAG,
                            3,
                            join(hex("02 0000000010"), hex("828684 0000"))),
                    frame(Frame.CONTINUATION, 0, 3),
                    frame(Frame.CONTINUATION, Frame.END_HEADERS, 3, block("a", "b", "host", "c"))),
            opening(headers(hex("3fe11f 8286 8441 8cf1 e3c2 e5f2 3a6b a0ab 90f4 ff 5886 a8eb 1064 9cbf bebfbebf"))),
            opening(headers(block(":method", "CONNECT", ":authority", "a:1"))),
            opening(headers(join(BLOCK, hex("40 01 61 7f 811d" + "62".repeat(3840) + "be".repeat(9))))));

    @Test
    void http1() {
        run("HTTP/1", Http1::read, HTTP1);
    }

    @Test
    void http2() {
        run("HTTP/2", Http2::read, HTTP2);
    }

    @Test
    void both() {
        run("both versions", HttpRequest::read, all(HTTP1, HTTP2));
    }

    /** The largest inputs within the limits. */
    @Test
    void theLargestInputsAreReadInTime() {
        Map<String, byte[]> largest = new TreeMap<>();
        largest.put("lines", bytes("GET / HTTP/1.0\n" + "a:b\n".repeat(200) + "\n"));
        largest.put("bytes", bytes("GET / HTTP/1.0\n" + ("a:" + "b".repeat(16000) + "\n").repeat(4) + "\n"));
        largest.put("five-bit symbols", packed((byte) 0x00));
        largest.put("thirty-bit symbols", packed((byte) 0xff));
        for (Map.Entry<String, byte[]> one : largest.entrySet()) {
            long nanos = Fuzzing.fastest(HttpRequest::read, one.getValue());
            System.out.printf(
                    Locale.ROOT, "largest: %s, %d bytes: %d us%n", one.getKey(), one.getValue().length, nanos / 1000);
            assertThat(nanos).as(one.getKey()).isLessThan(SLOW_NANOS);
        }
    }

    /** A block of 64 KiB that is one Huffman-coded string. */
    private static byte[] packed(byte symbols) {
        byte[] block = new byte[64 * 1024];
        Arrays.fill(block, symbols);
        if (symbols != 0) {
            // The 30-bit code of the line feed, repeated.
            String bits = "111111111111111111111111111100".repeat(8);
            for (int i = 0; i < block.length; i++) {
                block[i] = (byte) Integer.parseInt(bits.substring(i % 15 * 8, i % 15 * 8 + 8), 2);
            }
        }
        byte[] start = join(hex("00 01 61 ff"), Arrays.copyOfRange(Frames.number(7, block.length - 8), 1, 4));
        System.arraycopy(start, 0, block, 0, start.length);
        byte[][] frames = new byte[4][];
        for (int i = 0; i < 4; i++) {
            byte[] part = Arrays.copyOfRange(block, i * 16384, (i + 1) * 16384);
            frames[i] = frame(i == 0 ? Frame.HEADERS : Frame.CONTINUATION, i == 3 ? Frame.END_HEADERS : 0, 1, part);
        }
        return opening(frames);
    }

    private static List<byte[]> all(List<byte[]> first, List<byte[]> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }

    private static void run(String what, Function<ByteBuffer, Reading<HttpRequest>> parser, List<byte[]> examples) {
        assertThat(Fuzzing.run(what, parser, examples, new Clean()))
                .containsOnlyKeys("facts", "malformed", "not this", "partial");
    }

    /** Hosts are valid, and every input can be refused. */
    private static final class Clean implements Fuzzing.Check<HttpRequest> {
        @Override
        public String kind(HttpRequest request, byte[] input, int length) {
            requireClean(request.host());
            assertThat(HttpRefusal.NOT_FOUND.to(ByteBuffer.wrap(input))).isNotEmpty();
            return "facts";
        }

        @Override
        public Object comparable(Reading<HttpRequest> reading) {
            return described(reading);
        }
    }

    private static void requireClean(String host) {
        if (!host.matches("[a-z0-9._~!$&'()*+,;=%:-]*") || host.endsWith(".")) {
            throw new AssertionError("host " + host);
        }
    }
}
