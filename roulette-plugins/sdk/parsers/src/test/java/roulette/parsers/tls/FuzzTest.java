package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import roulette.parsers.Fuzzing;
import roulette.parsers.Reading;

/** In addition to the general checks: names are valid, and the record size makes no difference. */
@Tag("fuzz")
@Timeout(value = 15, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 8446);

    private final Random sizes = new Random(SEED);

    @Test
    void everyInputHasOneStableResult() {
        assertThat(Fuzzing.run("TLS hellos", TlsHello::read, examples(), this::kind))
                .containsOnlyKeys("facts", "malformed", "not this", "partial");
    }

    private String kind(TlsHello hello, byte[] input, int length) {
        requireClean(hello);
        requireTheSame(hello, Arrays.copyOf(input, length), 1 + sizes.nextInt(length));
        return "facts";
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
        examples.add(bytes(0x80, 46, 1, 3, 1, 0, 21, 0, 0, 0, 16, new byte[37]));
        return examples;
    }

    private static void requireClean(TlsHello hello) {
        String name = hello.serverName();
        require(name.length() <= 253, "a name that is too long");
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            require(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || "-_.:".indexOf(c) >= 0, "a name with " + (int) c);
        }
        require(!name.endsWith(".") && !name.startsWith("."), "a name with a dot at an end");
        require(hello.protocols().stream().noneMatch(String::isEmpty), "an empty protocol");
    }

    /** The length is that of the hello, and the record size makes no difference. */
    private static void requireTheSame(TlsHello hello, byte[] bytes, int size) {
        require(
                TlsHello.read(ByteBuffer.wrap(bytes)).equals(Reading.facts(hello, bytes.length)),
                "different facts without the following bytes");
        require(
                TlsHello.read(ByteBuffer.wrap(bytes, 0, bytes.length - 1)) instanceof Reading.Partial,
                "facts before the last byte");
        if (!hello.ssl2()) {
            byte[] other = Wire.records(Wire.messageOf(bytes), size);
            require(
                    TlsHello.read(ByteBuffer.wrap(other)).equals(Reading.facts(hello, other.length)),
                    "different facts in records of " + size);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }
}
