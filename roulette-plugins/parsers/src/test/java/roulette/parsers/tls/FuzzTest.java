package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.parsers.Reading;
import roulette.testkit.Mutations;

/** Random and mutated hellos by the million. {@code -Dfuzz.inputs} says how many, {@code -Dfuzz.seed} repeats a run. */
@Tag("fuzz")
class FuzzTest {
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", 8446);
    private static final long SLOW_NANOS = 1_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private enum Verdict {
        NOT_THIS,
        MALFORMED,
        PARTIAL,
        FACTS
    }

    private long slowest;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void anyBytesGetOneVerdictAndItHolds() {
        List<byte[]> examples = examples();
        // Loading classes is not what a read takes.
        examples.forEach(Readings::read);
        Mutations mutations = Mutations.of(examples, SEED);
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        long start = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = mutations.next();
            try {
                verdicts.merge(check(input, mutations), 1, Integer::sum);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError(
                        "input " + i + " of seed " + SEED + ": "
                                + HexFormat.of().formatHex(input),
                        e);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "fuzz: %d TLS hellos in %.1f s, the slowest read %d us of CPU, %s%n",
                INPUTS,
                (System.nanoTime() - start) / 1e9,
                slowest / 1_000,
                verdicts);
        assertThat(verdicts).containsOnlyKeys(Verdict.values());
    }

    private static List<byte[]> examples() {
        List<byte[]> examples = new ArrayList<>(Captured.ALL);
        HelloMaker maker = new HelloMaker(new Random(SEED));
        for (int i = 0; i < 100; i++) {
            examples.add(maker.valid());
            examples.add(maker.odd());
        }
        examples.add(Wire.records(Wire.messageOf(Captured.CURL), 1));
        examples.add(Wire.records(Wire.messageOf(Captured.CHROME), 3));
        examples.add(Wire.bytes(0x80, 46, 1, 3, 1, 0, 21, 0, 0, 0, 16, new byte[37]));
        return examples;
    }

    private Verdict check(byte[] input, Mutations chance) {
        Reading<TlsHello> whole = timed(input, input.length);
        Reading<TlsHello> beginning = timed(input, chance.choose(input.length + 1));
        require(beginning instanceof Reading.Partial || beginning.equals(whole), "a beginning says " + beginning);
        return switch (whole) {
            case Reading.Partial<TlsHello> _ -> Verdict.PARTIAL;
            case Reading.NotThis<TlsHello>(String _, boolean malformed) ->
                malformed ? Verdict.MALFORMED : Verdict.NOT_THIS;
            case Reading.Facts<TlsHello>(TlsHello hello, int length) -> {
                requireClean(hello);
                requireTheSame(hello, Arrays.copyOf(input, length), 1 + chance.choose(length));
                yield Verdict.FACTS;
            }
        };
    }

    private static void requireClean(TlsHello hello) {
        String name = hello.serverName();
        require(name.length() <= 253, "a long name");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            require(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.:".indexOf(c) >= 0, "a name with " + (int) c);
        }
        require(!name.endsWith(".") && !name.startsWith("."), "a name with a dot at an end");
        require(hello.protocols().stream().noneMatch(String::isEmpty), "an empty protocol");
    }

    /** The length is that of the hello, and records of another size make no difference. */
    private static void requireTheSame(TlsHello hello, byte[] bytes, int size) {
        require(
                TlsHello.read(ByteBuffer.wrap(bytes)).equals(Reading.facts(hello, bytes.length)),
                "other facts without what follows");
        require(
                TlsHello.read(ByteBuffer.wrap(bytes, 0, bytes.length - 1)) instanceof Reading.Partial,
                "facts before the last byte");
        if (!hello.ssl2()) {
            byte[] other = Wire.records(Wire.messageOf(bytes), size);
            require(
                    TlsHello.read(ByteBuffer.wrap(other)).equals(Reading.facts(hello, other.length)),
                    "other facts in records of " + size);
        }
    }

    /** Other load on this machine may make one reading slow, but not five. */
    private Reading<TlsHello> timed(byte[] input, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(input, 0, length).asReadOnlyBuffer();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            Reading<TlsHello> reading = TlsHello.read(bytes);
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
            if (best <= SLOW_NANOS) {
                slowest = Math.max(slowest, best);
                require(bytes.position() == 0 && bytes.limit() == length, "the buffer has moved");
                return reading;
            }
        }
        throw new AssertionError("a read of " + length + " bytes takes " + best + " ns of CPU");
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
