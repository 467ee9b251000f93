package roulette.parsers.git;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import roulette.parsers.Reading;
import roulette.testkit.Mutations;

/** Nearly right bytes by the million, for the tests of several parsers. */
public final class Fuzzing {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 4253);
    private static final long SLOW = 1_000_000;
    private static final int REPETITIONS = 5;
    private static final int WARM = 2_000;

    private Fuzzing() {}

    /**
     * Checks that the parser throws nothing, that a part says the same as the whole or nothing yet, that facts come from
     * bytes that are there, and that no reading takes more than 1 ms of the processor's time.
     */
    public static <F> void run(String name, Function<ByteBuffer, Reading<F>> parser, List<byte[]> examples) {
        warmUp(parser, examples);
        Mutations mutations = Mutations.of(examples, SEED);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long slowest = 0;
        int facts = 0;
        int malformed = 0;
        int partial = 0;
        long started = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            int split = mutations.choose(bytes.length + 1);
            try {
                long before = threads.getCurrentThreadCpuTime();
                Reading<F> whole = parser.apply(ByteBuffer.wrap(bytes));
                long taken = threads.getCurrentThreadCpuTime() - before;
                slowest = Math.max(slowest, taken > SLOW ? repeated(parser, bytes, threads) : taken);
                Reading<F> part = parser.apply(ByteBuffer.wrap(bytes, 0, split));
                if (!(part instanceof Reading.Partial) && !part.equals(whole)) {
                    throw new AssertionError("the first " + split + " bytes say " + part + ", all of them " + whole);
                }
                switch (whole) {
                    case Reading.Facts<F> read -> {
                        facts++;
                        assertThat(read.length()).isBetween(1, bytes.length);
                    }
                    case Reading.Partial<F> _ -> partial++;
                    case Reading.NotThis<F> not -> malformed += not.malformed() ? 1 : 0;
                }
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(bytes),
                        e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %s: %d inputs in %d ms: %d facts, %d malformed, %d partial; slowest %d us%n",
                name,
                INPUTS,
                (System.nanoTime() - started) / 1_000_000,
                facts,
                malformed,
                partial,
                slowest / 1000);
        assertThat(facts).isPositive();
        assertThat(malformed).isPositive();
        assertThat(partial).isPositive();
        assertThat(slowest).isLessThan(SLOW);
    }

    /** The times are to be those of the parser, and not of the JVM that compiles it. */
    private static <F> void warmUp(Function<ByteBuffer, Reading<F>> parser, List<byte[]> examples) {
        for (int i = 0; i < WARM; i++) {
            for (byte[] example : examples) {
                assertThat(parser.apply(ByteBuffer.wrap(example))).isNotNull();
            }
        }
    }

    /** What was slow once may have been disturbed; what is slow always is slow. */
    private static <F> long repeated(Function<ByteBuffer, Reading<F>> parser, byte[] bytes, ThreadMXBean threads) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < REPETITIONS; i++) {
            long before = threads.getCurrentThreadCpuTime();
            Reading<F> again = parser.apply(ByteBuffer.wrap(bytes));
            fastest = Math.min(fastest, threads.getCurrentThreadCpuTime() - before);
            assertThat(again).isNotNull();
        }
        return fastest;
    }
}
