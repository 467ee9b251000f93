package roulette.parsers.amqp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import roulette.parsers.Reading;
import roulette.testkit.Mutations;

/** Holds a parser to what all of them promise, whatever the protocol. */
public final class Trial<F> {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 25565);
    private static final long SLOW = 1_000_000;
    private static final int PROOFS_OF_SLOWNESS = 5;
    private static final byte[] BEHIND = {'x', 0, (byte) 0xff, '\r', '\n', '>', 3, 1};
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

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

    /** Feeds it what is nearly right, and prints one line. */
    public void fuzz(String name, List<byte[]> examples) {
        Mutations mutations = Mutations.of(examples, SEED);
        int[] outcomes = new int[3];
        long slowest = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();
            int cut = mutations.choose(input.length + 1);
            try {
                ByteBuffer whole = ByteBuffer.wrap(input);
                long took = System.nanoTime();
                Reading<F> reading = parser.apply(whole);
                took = System.nanoTime() - took;
                if (took > SLOW) {
                    took = cpu(whole);
                    assertThat(took).as("CPU time of one read").isLessThanOrEqualTo(SLOW);
                }
                slowest = Math.max(slowest, took);
                outcomes[outcome(reading, input.length)]++;
                Reading<F> beginning = parser.apply(ByteBuffer.wrap(input, 0, cut));
                if (!(beginning instanceof Reading.Partial<F>) && !beginning.equals(reading)) {
                    throw new AssertionError("after " + cut + " bytes " + beginning + ", then " + reading);
                }
            } catch (RuntimeException | AssertionError wrong) {
                throw new AssertionError("input " + i + " of seed " + SEED + ": " + hex(input), wrong);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d inputs to %s: %d facts, %d partial, %d not this; slowest read %d us%n",
                INPUTS,
                name,
                outcomes[0],
                outcomes[1],
                outcomes[2],
                slowest / 1000);
        assertThat(outcomes).as("facts, partial, not this").doesNotContain(0);
    }

    private static int outcome(Reading<?> reading, int length) {
        return switch (reading) {
            case Reading.Facts<?> facts -> {
                assertThat(facts.length()).isBetween(1, length);
                yield 0;
            }
            case Reading.Partial<?> _ -> 1;
            case Reading.NotThis<?> _ -> 2;
        };
    }

    /** The least of several tries, so that neither the collector nor the compiler counts. */
    private long cpu(ByteBuffer bytes) {
        long least = Long.MAX_VALUE;
        for (int i = 0; i < PROOFS_OF_SLOWNESS; i++) {
            long started = THREADS.getCurrentThreadCpuTime();
            var _ = parser.apply(bytes);
            least = Math.min(least, THREADS.getCurrentThreadCpuTime() - started);
        }
        return least;
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
