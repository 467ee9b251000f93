package roulette.parsers.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Reading;
import roulette.testkit.Mutations;

/** Nearly right messages by the million: each is answered, at once, and never before enough of it is there. */
@Tag("fuzz")
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 5432);
    private static final long SLOW = 1_000_000;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();

    @Test
    void everyInputIsAnswered() {
        Mutations mutations = Mutations.of(examples(), SEED);
        Map<String, Integer> counts = new TreeMap<>();
        long slowest = 0;
        long started = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutations.next();
            try {
                Reading<PostgresOpening> whole = PostgresOpening.read(ByteBuffer.wrap(bytes));
                requireNothingBeforeEnough(bytes, mutations.choose(bytes.length + 1), whole);
                slowest = Math.max(slowest, time(bytes));
                counts.merge(kind(bytes, whole), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(bytes),
                        e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: postgres: %d inputs in %d ms: %s; slowest %d us%n",
                INPUTS,
                (System.nanoTime() - started) / 1_000_000,
                counts,
                slowest / 1000);
        assertThat(counts)
                .containsOnlyKeys(
                        "CancelRequest", "GssEncRequest", "SslRequest", "Startup", "malformed", "not this", "partial");
        assertThat(slowest).isLessThan(SLOW);
    }

    private static void requireNothingBeforeEnough(byte[] bytes, int length, Reading<PostgresOpening> whole) {
        Reading<PostgresOpening> part = PostgresOpening.read(ByteBuffer.wrap(bytes, 0, length));
        if (!(part instanceof Reading.Partial) && !part.equals(whole)) {
            throw new AssertionError("the first " + length + " bytes say " + part + ", all of them " + whole);
        }
    }

    private static String kind(byte[] bytes, Reading<PostgresOpening> reading) {
        return switch (reading) {
            case Reading.Partial<PostgresOpening> _ -> "partial";
            case Reading.NotThis<PostgresOpening> not -> not.malformed() ? "malformed" : "not this";
            case Reading.Facts<PostgresOpening>(PostgresOpening facts, int length) -> {
                assertThat(length).isBetween(8, bytes.length);
                yield facts.getClass().getSimpleName();
            }
        };
    }

    /** Of the processor; of several where the first was slow, since it may have been compiled meanwhile. */
    private long time(byte[] bytes) {
        long fastest = Long.MAX_VALUE;
        for (int tries = 0; tries < 5 && fastest > SLOW / 2; tries++) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            long before = threads.getCurrentThreadCpuTime();
            Reading<PostgresOpening> reading = PostgresOpening.read(buffer);
            fastest = Math.min(fastest, threads.getCurrentThreadCpuTime() - before);
            assertThat(reading).isNotNull();
        }
        return fastest;
    }

    private static List<byte[]> examples() {
        List<byte[]> examples = new ArrayList<>(PostgresOpeningTest.GOOD);
        String[] many =
                IntStream.range(0, 2000).mapToObj(i -> Integer.toString(i, 36)).toArray(String[]::new);
        many[0] = "user";
        examples.add(Messages.startup(many));
        return examples;
    }
}
