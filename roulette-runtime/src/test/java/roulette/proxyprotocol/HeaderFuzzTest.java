package roulette.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.proxyprotocol.ProxyHeader.Header;
import roulette.proxyprotocol.ProxyHeader.Invalid;
import roulette.proxyprotocol.ProxyHeader.NeedMore;

/**
 * Random bytes. {@code -Dfuzz.inputs} is the number of inputs, {@code -Dfuzz.seed} repeats a run. The bytes are
 * surrounded by others, which must not affect the result.
 */
@Tag("fuzz")
class HeaderFuzzTest {
    private static final int AROUND = 64;
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 3_000_000);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime());

    private final Random random = new Random(SEED);
    private final HeaderMaker maker = new HeaderMaker(random);

    private enum Verdict {
        NEED_MORE,
        INVALID,
        HEADER
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void theResultForAnyBytesIsConsistent() {
        Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
        long start = System.nanoTime();
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = bytes(i);
            try {
                verdicts.merge(check(bytes), 1, Integer::sum);
            } catch (Throwable e) {
                throw new AssertionError(
                        "seed " + SEED + ", input " + i + ": " + HexFormat.of().formatHex(bytes), e);
            }
        }
        System.out.printf(
                "PROXY protocol: %d inputs in %.1f s, %s, seed %d%n",
                INPUTS, (System.nanoTime() - start) / 1e9, verdicts, SEED);
        assertThat(verdicts).containsOnlyKeys(Verdict.values());
    }

    private byte[] bytes(int input) {
        return switch (input % 6) {
            case 0 -> maker.bytes(random.nextInt(300));
            case 1 -> Bytes.join(Bytes.SIGNATURE, maker.bytes(random.nextInt(300)));
            case 2 -> maker.valid();
            case 3 -> maker.assembled();
            case 4 -> maker.mutated(maker.valid());
            default -> maker.mutated(maker.assembled());
        };
    }

    private Verdict check(byte[] bytes) {
        ProxyHeader verdict = read(bytes, bytes.length);
        return switch (verdict) {
            case NeedMore _ -> {
                // More bytes don't change a final result.
                assertThat(read(bytes, random.nextInt(bytes.length + 1))).isInstanceOf(NeedMore.class);
                yield Verdict.NEED_MORE;
            }
            case Invalid _ -> {
                byte[] longer = Bytes.join(bytes, maker.bytes(random.nextInt(40)));
                assertThat(read(longer, longer.length)).isInstanceOf(Invalid.class);
                yield Verdict.INVALID;
            }
            case Header header -> {
                assertThat(header.length()).isBetween(15, bytes.length);
                assertThat(header.source().isPresent())
                        .isEqualTo(header.destination().isPresent());
                assertThat(read(bytes, header.length())).isEqualTo(header);
                assertThat(read(bytes, random.nextInt(header.length()))).isInstanceOf(NeedMore.class);
                yield Verdict.HEADER;
            }
        };
    }

    /** Reads a prefix of the bytes, surrounded by others. */
    private ProxyHeader read(byte[] bytes, int length) {
        byte[] around = new byte[AROUND];
        Arrays.fill(around, (byte) random.nextInt(256));
        ByteBuffer buffer = ByteBuffer.wrap(Bytes.join(around, bytes, around))
                .slice(AROUND, length + AROUND)
                .limit(length);
        ProxyHeader verdict = HeaderReader.read(buffer);
        assertThat(buffer.position()).isZero();
        assertThat(buffer.limit()).isEqualTo(length);
        return verdict;
    }
}
