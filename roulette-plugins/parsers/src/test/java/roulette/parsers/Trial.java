package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.Function;

/** Holds a parser to what all of them promise, whatever the protocol. */
public final class Trial<F> {
    private static final byte[] BEHIND = {'x', 0, (byte) 0xff, '\r', '\n', '>', 3, 1};

    private final Function<ByteBuffer, Reading<F>> parser;

    private Trial(Function<ByteBuffer, Reading<F>> parser) {
        this.parser = parser;
    }

    public static <F> Trial<F> of(Function<ByteBuffer, Reading<F>> parser) {
        return new Trial<>(parser);
    }

    /** The facts, which all of the bytes are needed for, and which bytes behind them don't change. */
    public F facts(byte[] message) {
        Reading<F> whole = parser.apply(ByteBuffer.wrap(message));
        if (!(whole instanceof Reading.Facts<F>(F facts, int length))) {
            throw new AssertionError(hex(message) + " should have facts, but it is " + whole);
        }
        assertThat(length).isEqualTo(message.length);
        for (int i = 0; i < message.length; i++) {
            waits(Arrays.copyOf(message, i));
        }
        stays(whole, message);
        return facts;
    }

    /** All of the bytes are not enough. */
    public void waits(byte[] bytes) {
        assertThat(parser.apply(ByteBuffer.wrap(bytes))).as(hex(bytes)).isEqualTo(Reading.partial());
    }

    /** The bytes began as this protocol does; the last of them is the first that can't be. */
    public void malformed(byte[] bytes, String reason) {
        isWrong(bytes, reason, true);
        waits(Arrays.copyOf(bytes, bytes.length - 1));
    }

    /** The bytes are of no message of this protocol; the last of them is the first that can't be. */
    public void notThis(byte[] bytes, String reason) {
        isWrong(bytes, reason, false);
        waits(Arrays.copyOf(bytes, bytes.length - 1));
    }

    private void isWrong(byte[] bytes, String reason, boolean malformed) {
        Reading<F> reading = parser.apply(ByteBuffer.wrap(bytes));
        assertThat(reading).as(hex(bytes)).isEqualTo(new Reading.NotThis<F>(reason, malformed));
        stays(reading, bytes);
    }

    /** Bytes behind, bytes before its position, and another kind of buffer change nothing. */
    private void stays(Reading<F> reading, byte[] bytes) {
        byte[] more = bytes(BEHIND, bytes, BEHIND);
        ByteBuffer direct = ByteBuffer.allocateDirect(more.length).put(more).position(BEHIND.length);
        assertThat(parser.apply(direct.asReadOnlyBuffer())).isEqualTo(reading);
        ByteBuffer exact = ByteBuffer.wrap(more, BEHIND.length, bytes.length);
        assertThat(parser.apply(exact)).isEqualTo(reading);
        assertThat(exact.position()).isEqualTo(BEHIND.length);
        assertThat(exact.remaining()).isEqualTo(bytes.length);
    }

    /** Numbers are one byte each, texts are UTF-8, arrays stay as they are. */
    public static byte[] bytes(Object... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer octet -> joined.write(octet);
                case String text -> joined.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case byte[] array -> joined.writeBytes(array);
                default -> throw new IllegalArgumentException(part.getClass().getName());
            }
        }
        return joined.toByteArray();
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
