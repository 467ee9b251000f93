package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Function;

/**
 * Gives a parser bytes as a network may, each of their beginnings, with more behind them, and from the middle of a
 * buffer, and holds it to what all parsers promise. For the tests of several of them.
 *
 * @param parser looks at a buffer from position to limit
 */
public record Pieces<F>(Function<ByteBuffer, Reading<F>> parser) {
    /** What stands before the bytes and behind them. */
    static final byte[] AROUND = {'x', 0, (byte) 0xff, '\r', '\n', '>', 3, 1};

    /** Numbers are one byte each, and so is each character of a text; arrays stay as they are. */
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

    /** The facts, which all of the bytes are needed for. */
    public F facts(byte[] bytes) {
        if (!(stable(bytes) instanceof Reading.Facts<F>(F facts, int length))) {
            throw new AssertionError(
                    hex(bytes) + " should have facts, but it is " + parser.apply(ByteBuffer.wrap(bytes)));
        }
        assertThat(length).isEqualTo(bytes.length);
        waitsForTheLastOf(bytes);
        return facts;
    }

    /** As {@link #facts(byte[])}, each character one byte. */
    public F facts(String text) {
        return facts(bytes(text));
    }

    /** The bytes are not enough, nor is any part of them. */
    public void partial(byte[] bytes) {
        assertThat(stable(bytes)).as(hex(bytes)).isEqualTo(Reading.partial());
    }

    /** As {@link #partial(byte[])}, each character one byte. */
    public void partial(String text) {
        partial(bytes(text));
    }

    /** Why the bytes are wrong, although they began well. */
    public String malformed(byte[] bytes) {
        return reason(bytes, true);
    }

    /** As {@link #malformed(byte[])}, each character one byte. */
    public String malformed(String text) {
        return malformed(bytes(text));
    }

    /** The bytes began as this protocol does; the last of them is the first that can't be, for this reason. */
    public void malformed(byte[] bytes, String reason) {
        assertThat(malformed(bytes)).as(hex(bytes)).isEqualTo(reason);
        waitsForTheLastOf(bytes);
    }

    /** Why the bytes, each character one, are something else. */
    public String notThis(String text) {
        return reason(bytes(text), false);
    }

    /** The bytes are something else; the last of them is the first that can't be, for this reason. */
    public void notThis(byte[] bytes, String reason) {
        assertThat(reason(bytes, false)).as(hex(bytes)).isEqualTo(reason);
        waitsForTheLastOf(bytes);
    }

    private String reason(byte[] bytes, boolean malformed) {
        if (!(stable(bytes) instanceof Reading.NotThis<F>(String reason, boolean broken))) {
            throw new AssertionError(
                    hex(bytes) + " should be wrong, but it is " + parser.apply(ByteBuffer.wrap(bytes)));
        }
        assertThat(broken).as(reason).isEqualTo(malformed);
        return reason;
    }

    private void waitsForTheLastOf(byte[] bytes) {
        ByteBuffer around = around(bytes);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(around, length)).as("first %d bytes", length).isEqualTo(Reading.partial());
        }
    }

    /** What the bytes say, after it was checked that each part of them says the same or nothing yet. */
    public Reading<F> stable(byte[] bytes) {
        ByteBuffer heap = around(bytes);
        ByteBuffer direct = ByteBuffer.allocateDirect(heap.capacity()).put(heap).asReadOnlyBuffer();
        Reading<F> whole = read(direct, bytes.length);
        assertThat(read(heap, bytes.length)).as("in another kind of buffer").isEqualTo(whole);
        for (int length = 0; length < bytes.length; length++) {
            Reading<F> part = read(direct, length);
            if (!(part instanceof Reading.Partial) && !part.equals(whole)) {
                throw new AssertionError("the first " + length + " bytes say " + part + ", all of them " + whole);
            }
        }
        if (!(whole instanceof Reading.Partial)) {
            for (int more = 1; more <= AROUND.length; more++) {
                assertThat(read(direct, bytes.length + more))
                        .as("with %d bytes behind", more)
                        .isEqualTo(whole);
            }
        }
        return whole;
    }

    /** The bytes among others. */
    private static ByteBuffer around(byte[] bytes) {
        return ByteBuffer.wrap(bytes(AROUND, bytes, AROUND));
    }

    /** Reads so many of the bytes, and checks that the buffer was not moved. */
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
