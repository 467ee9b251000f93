package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/**
 * Gives a parser bytes as a network may: each of its beginnings, with more behind them, and from the middle of a buffer.
 * For the tests of several parsers.
 *
 * @param parser looks at a buffer from position to limit
 */
public record Pieces<F>(Function<ByteBuffer, Reading<F>> parser) {
    /** The text, each character one byte. */
    public static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** What all the bytes say, after {@linkplain #stable it was checked} that it is facts, and that no part was enough. */
    public F facts(byte[] bytes) {
        Reading<F> whole = stable(bytes);
        assertThat(whole).isInstanceOf(Reading.Facts.class);
        for (int length = 0; length < bytes.length; length++) {
            assertThat(read(Arrays.copyOf(bytes, length)))
                    .as("first %d bytes", length)
                    .isEqualTo(Reading.partial());
        }
        Reading.Facts<F> facts = (Reading.Facts<F>) whole;
        assertThat(facts.length()).isEqualTo(bytes.length);
        return facts.facts();
    }

    /** As {@link #facts(byte[])}, each character one byte. */
    public F facts(String text) {
        return facts(bytes(text));
    }

    /** Why the bytes are wrong, although they began well. */
    public String malformed(byte[] bytes) {
        return reason(bytes, true);
    }

    /** As {@link #malformed(byte[])}, each character one byte. */
    public String malformed(String text) {
        return malformed(bytes(text));
    }

    /** Why the bytes are something else. */
    public String notThis(String text) {
        return reason(bytes(text), false);
    }

    /** The bytes are not enough, nor is any part of them. */
    public void partial(String text) {
        assertThat(stable(bytes(text))).isEqualTo(Reading.partial());
    }

    private String reason(byte[] bytes, boolean malformed) {
        Reading<F> reading = stable(bytes);
        assertThat(reading).isInstanceOf(Reading.NotThis.class);
        Reading.NotThis<F> not = (Reading.NotThis<F>) reading;
        assertThat(not.malformed()).as(not.reason()).isEqualTo(malformed);
        return not.reason();
    }

    /** What the bytes say, after it was checked that each part of them says the same or nothing yet. */
    public Reading<F> stable(byte[] bytes) {
        Reading<F> whole = read(bytes);
        for (int length = 0; length < bytes.length; length++) {
            Reading<F> part = read(Arrays.copyOf(bytes, length));
            if (!(part instanceof Reading.Partial) && !part.equals(whole)) {
                throw new AssertionError("the first " + length + " bytes say " + part + ", all of them " + whole);
            }
        }
        if (!(whole instanceof Reading.Partial)) {
            byte[] more = Arrays.copyOf(bytes, bytes.length + 3);
            more[bytes.length] = 'x';
            assertThat(read(more)).as("with more behind it").isEqualTo(whole);
        }
        return whole;
    }

    /** Reads the bytes from the middle of a buffer that may not be changed, and checks that it was not moved. */
    private Reading<F> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length + 7);
        buffer.position(3).put(bytes).flip().position(3);
        ByteBuffer view = buffer.asReadOnlyBuffer();
        Reading<F> reading = parser.apply(view);
        assertThat(view.position()).isEqualTo(3);
        assertThat(view.limit()).isEqualTo(bytes.length + 3);
        return reading;
    }
}
