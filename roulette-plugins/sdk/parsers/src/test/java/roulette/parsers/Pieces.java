package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Feeds a parser every prefix of the bytes, bytes followed by others, and bytes in the middle of a buffer, and checks
 * the contract of all parsers. For the tests of several of them.
 *
 * @param parser reads a buffer from position to limit
 */
public record Pieces<F>(Function<ByteBuffer, Reading<F>> parser) {
    /** The bytes before and after. */
    static final byte[] AROUND = {'x', 0, (byte) 0xff, '\r', '\n', '>', 3, 1};

    /** Numbers become one byte each, and so does each character of a string; arrays are copied. */
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer octet -> joined.write(octet);
                case String text -> joined.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
                case byte[] array -> joined.writeBytes(array);
                default -> throw new IllegalArgumentException(part.getClass().getName());
            }
        }
        return joined.toByteArray();
    }

    /** The text in UTF-8. */
    public static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** The facts, which need all of the bytes. */
    public F facts(byte[] bytes) {
        if (!(stable(bytes) instanceof Reading.Facts<F>(F facts, int length))) {
            throw new AssertionError(hex(bytes) + " should have facts, but is " + parser.apply(ByteBuffer.wrap(bytes)));
        }
        assertThat(length).isEqualTo(bytes.length);
        isPartialUntilTheLastOf(bytes);
        return facts;
    }

    /** Like {@link #facts(byte[])}, each character one byte. */
    public F facts(String text) {
        return facts(bytes(text));
    }

    /** Checks that the bytes and all their prefixes are partial. */
    public void partial(byte[] bytes) {
        assertThat(stable(bytes)).as(hex(bytes)).isEqualTo(Reading.partial());
    }

    /** Like {@link #partial(byte[])}, each character one byte. */
    public void partial(String text) {
        partial(bytes(text));
    }

    /** The reason why the bytes are malformed. */
    public String malformed(byte[] bytes) {
        return reason(bytes, true);
    }

    /** Like {@link #malformed(byte[])}, each character one byte. */
    public String malformed(String text) {
        return malformed(bytes(text));
    }

    /** Checks that the bytes are malformed for this reason, found exactly at the last byte. */
    public void malformed(byte[] bytes, String reason) {
        assertThat(malformed(bytes)).as(hex(bytes)).isEqualTo(reason);
        isPartialUntilTheLastOf(bytes);
    }

    /** The reason why the bytes, one per character, are another protocol. */
    public String notThis(String text) {
        return reason(bytes(text), false);
    }

    /** Checks that the bytes are another protocol for this reason, found exactly at the last byte. */
    public void notThis(byte[] bytes, String reason) {
        assertThat(reason(bytes, false)).as(hex(bytes)).isEqualTo(reason);
        isPartialUntilTheLastOf(bytes);
    }

    private String reason(byte[] bytes, boolean malformed) {
        if (!(stable(bytes) instanceof Reading.NotThis<F>(String reason, boolean broken))) {
            throw new AssertionError(
                    hex(bytes) + " should be rejected, but is " + parser.apply(ByteBuffer.wrap(bytes)));
        }
        assertThat(broken).as(reason).isEqualTo(malformed);
        return reason;
    }

    private void isPartialUntilTheLastOf(byte[] bytes) {
        ByteBuffer around = around(bytes);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(around, length)).as("first %d bytes", length).isEqualTo(Reading.partial());
        }
    }

    /** The result, after checking that each prefix gives the same or partial. */
    public Reading<F> stable(byte[] bytes) {
        ByteBuffer heap = around(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(heap.capacity()).put(heap).asReadOnlyBuffer();
        Reading<F> whole = read(direct, bytes.length);
        assertThat(read(heap, bytes.length)).as("in a heap buffer").isEqualTo(whole);
        for (int length = 0; length < bytes.length; length++) {
            Reading<F> part = read(direct, length);
            if (!(part instanceof Reading.Partial) && !part.equals(whole)) {
                throw new AssertionError("the first " + length + " bytes give " + part + ", all bytes " + whole);
            }
        }
        if (!(whole instanceof Reading.Partial)) {
            for (int more = 1; more <= AROUND.length; more++) {
                assertThat(read(direct, bytes.length + more))
                        .as("followed by %d bytes", more)
                        .isEqualTo(whole);
            }
        }
        return whole;
    }

    /** The bytes with others before and after. */
    private static ByteBuffer around(byte[] bytes) {
        return ByteBuffer.wrap(bytes(AROUND, bytes, AROUND));
    }

    /** Reads this many of the bytes, and checks that the buffer is unchanged. */
    private Reading<F> read(ByteBuffer around, int length) {
        int limit = AROUND.length + length;
        around.clear().position(AROUND.length).limit(limit);
        Reading<F> reading = parser.apply(around);
        assertThat(around.position()).isEqualTo(AROUND.length);
        assertThat(around.limit()).isEqualTo(limit);
        return reading;
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
