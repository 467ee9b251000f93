package roulette.parsers;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import roulette.testkit.Mutations;

/**
 * Mutation fuzzing with millions of inputs ({@code -Dfuzz.inputs}, {@code -Dfuzz.seed}): the parser never throws; a
 * prefix gives the whole's result or partial; bytes before and after change nothing; facts are covered by the bytes; no
 * reading takes more than 1 ms of CPU time.
 */
public final class Fuzzing<F> {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4253);
    private static final long SLOW = 1_000_000;
    private static final int REPETITIONS = 2_000;
    /** An input's number and the seed reproduce it. */
    private static final int SHOWN = 1_000;

    private static final int WARM = 2_000;
    /** Where the bytes start in the buffer. */
    private static final int START = Pieces.AROUND.length;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Additional checks of a protocol's facts. */
    public interface Check<F> {
        /** Throws if the facts of this input's first bytes are wrong; returns their kind. */
        String kind(F facts, byte[] input, int length);

        /** What equal readings share; the reading itself if it has value equality. */
        default Object comparable(Reading<F> reading) {
            return reading;
        }
    }

    private final Function<ByteBuffer, Reading<F>> parser;
    private final Check<F> check;
    private final Mutations mutations;
    private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 20);
    private final Map<String, Integer> kinds = new TreeMap<>();
    private long slowest;

    private Fuzzing(Function<ByteBuffer, Reading<F>> parser, List<byte[]> examples, Check<F> check) {
        this.parser = parser;
        this.check = check;
        this.mutations = Mutations.of(examples, SEED);
    }

    /** Checks a parser with mutations of these examples. */
    public static <F> void run(String name, Function<ByteBuffer, Reading<F>> parser, List<byte[]> examples) {
        assertThat(run(name, parser, examples, (facts, input, length) -> "facts"))
                .containsKey("facts");
    }

    /** Checks a parser with mutations of these examples. Returns the number of inputs of each kind. */
    public static <F> Map<String, Integer> run(
            String name, Function<ByteBuffer, Reading<F>> parser, List<byte[]> examples, Check<F> check) {
        Fuzzing<F> fuzzing = new Fuzzing<>(parser, examples, check);
        fuzzing.warmUp(examples);
        long started = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            fuzzing.one(i);
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %s: %d inputs in %d ms: %s; slowest %d us%n",
                name,
                INPUTS,
                (System.nanoTime() - started) / 1_000_000,
                fuzzing.kinds,
                fuzzing.slowest / 1000);
        assertThat(fuzzing.kinds).containsKeys("malformed", "partial").hasSizeGreaterThan(2);
        return fuzzing.kinds;
    }

    private void one(int number) {
        byte[] input = mutations.next();
        int split = mutations.choose(input.length + 1);
        try {
            fill(input);
            Reading<F> whole = timed(input.length);
            requireStays(parser.apply(view(split)), whole, split);
            requireStays(whole, parser.apply(view(input.length + Pieces.AROUND.length)), input.length);
            kinds.merge(kind(whole, input), 1, Integer::sum);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(
                    "input " + number + " of seed " + SEED + ": "
                            + HexFormat.of().formatHex(input, 0, Math.min(input.length, SHOWN)),
                    e);
        }
    }

    /** The result for a prefix must also be the result for more bytes, unless it is partial. */
    private void requireStays(Reading<F> beginning, Reading<F> more, int length) {
        if (!(beginning instanceof Reading.Partial)
                && !check.comparable(beginning).equals(check.comparable(more))) {
            throw new AssertionError("the first " + length + " bytes give " + beginning + ", more bytes " + more);
        }
    }

    private String kind(Reading<F> reading, byte[] input) {
        return switch (reading) {
            case Reading.Partial<F> _ -> "partial";
            case Reading.NotThis<F> not -> not.malformed() ? "malformed" : "not this";
            case Reading.Facts<F>(F facts, int length) -> {
                assertThat(length).isBetween(1, input.length);
                yield check.kind(facts, input, length);
            }
        };
    }

    /** Places the input among other bytes, replacing the previous one. */
    private void fill(byte[] input) {
        memory.clear().put(Pieces.AROUND).put(input).put(Pieces.AROUND);
    }

    /** The first bytes as a router sees them: a read-only direct buffer. */
    private ByteBuffer view(int length) {
        return memory.clear().position(START).limit(START + length).asReadOnlyBuffer();
    }

    /** A slow reading is repeated, because of interrupts and JIT compilation; it fails only if it stays slow. */
    private Reading<F> timed(int length) {
        ByteBuffer bytes = view(length);
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            Reading<F> reading = parser.apply(bytes);
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - before);
            if (fastest <= SLOW) {
                slowest = Math.max(slowest, fastest);
                assertThat(bytes.position()).as("position after the reading").isEqualTo(START);
                assertThat(bytes.limit()).as("limit after the reading").isEqualTo(START + length);
                return reading;
            }
        }
        throw new AssertionError("a reading took " + fastest / 1000 + " us, " + REPETITIONS + " times");
    }

    /** Excludes JIT compilation from the measured times. */
    private void warmUp(List<byte[]> examples) {
        for (byte[] example : examples) {
            fill(example);
            for (int i = 0; i < WARM; i++) {
                assertThat(parser.apply(view(example.length))).isNotNull();
            }
        }
    }

    /** The CPU time of an undisturbed reading of these bytes, in nanoseconds: the minimum of many. */
    public static <F> long fastest(Function<ByteBuffer, Reading<F>> parser, byte[] bytes) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            long before = THREADS.getCurrentThreadCpuTime();
            Reading<F> reading = parser.apply(ByteBuffer.wrap(bytes));
            fastest = Math.min(fastest, THREADS.getCurrentThreadCpuTime() - before);
            assertThat(reading).isNotNull();
        }
        return fastest;
    }
}
