package roulette.parsers.http;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;
import roulette.parsers.Reading;

/** Test bytes and assertions on their readings. */
final class Wire {
    private Wire() {}

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replaceAll("\\s", ""));
    }

    static byte[] join(byte[]... parts) {
        return bytes((Object[]) parts);
    }

    /** The first {@code count} of these bytes, between others that must not be read. */
    static ByteBuffer buffer(byte[] bytes, int count) {
        byte[] around = new byte[count + 10];
        Arrays.fill(around, (byte) '\n');
        System.arraycopy(bytes, 0, around, 5, count);
        return ByteBuffer.wrap(around).position(5).limit(5 + count).asReadOnlyBuffer();
    }

    static ByteBuffer buffer(byte[] bytes) {
        return buffer(bytes, bytes.length);
    }

    static HttpRequest request(Reading<HttpRequest> reading) {
        assertThat(reading).isInstanceOf(Reading.Facts.class);
        return ((Reading.Facts<HttpRequest>) reading).facts();
    }

    static int length(Reading<HttpRequest> reading) {
        return ((Reading.Facts<HttpRequest>) reading).length();
    }

    static void assertMalformed(Reading<HttpRequest> reading, String reason) {
        assertThat(reading).isEqualTo(Reading.malformed(reason));
    }

    static void assertNotThis(Reading<HttpRequest> reading) {
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.NotThis.class,
                        not -> assertThat(not.malformed()).isFalse());
    }

    /** Every prefix of a request is partial, and further bytes change nothing. */
    static void assertEveryPrefixIsPartial(Function<ByteBuffer, Reading<HttpRequest>> parser, byte[] whole) {
        for (int count = 0; count < whole.length; count++) {
            assertThat(parser.apply(buffer(whole, count)))
                    .as("the first %d bytes", count)
                    .isEqualTo(Reading.partial());
        }
        String expected = described(parser.apply(buffer(whole)));
        assertThat(expected).startsWith(whole.length + " bytes");
        assertThat(described(parser.apply(buffer(join(whole, bytes("more")))))).isEqualTo(expected);
    }

    /** All fields of a reading, for comparison. */
    static String described(Reading<HttpRequest> reading) {
        return switch (reading) {
            case Reading.Partial<HttpRequest> _ -> "partial";
            case Reading.NotThis<HttpRequest>(String reason, boolean malformed) ->
                (malformed ? "malformed: " : "not this: ") + reason;
            case Reading.Facts<HttpRequest>(HttpRequest facts, int length) ->
                length + " bytes: "
                        + String.join(
                                " | ",
                                facts.toString(),
                                facts.version(),
                                facts.method(),
                                facts.scheme(),
                                facts.host(),
                                Integer.toString(facts.port()),
                                facts.path(),
                                facts.query(),
                                facts.header("user-agent").toString(),
                                facts.header("Host").toString(),
                                facts.header("Accept").toString(),
                                facts.cookies("a").toString());
        };
    }
}
