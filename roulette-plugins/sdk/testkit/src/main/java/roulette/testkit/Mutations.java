package roulette.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Bytes that are almost valid: each is one of the examples, shortened, extended, or with some of its bytes changed; one in
 * eight is random. The same seed gives the same bytes. For one thread.
 */
public final class Mutations {
    private static final int[] INTERESTING = {
        0, 1, 2, 3, 4, 5, 8, 16, 22, 32, 64, 127, 128, 255, '.', '*', ':', '/', '\r', '\n', ' ', '0', 'x', '%'
    };

    private final List<byte[]> examples;
    private final RandomGenerator random;

    private Mutations(List<byte[]> examples, RandomGenerator random) {
        this.examples = examples;
        this.random = random;
    }

    /** @param examples at least one */
    public static Mutations of(List<byte[]> examples, long seed) {
        if (examples.isEmpty()) {
            throw new IllegalArgumentException("at least one example is needed");
        }
        RandomGenerator random = RandomGeneratorFactory.of("Xoshiro256PlusPlus").create(seed);
        return new Mutations(examples.stream().map(byte[]::clone).toList(), random);
    }

    /** The next bytes, a new array. */
    public byte[] next() {
        if (random.nextInt(8) == 0) {
            byte[] noise = new byte[random.nextInt(random.nextInt(8) == 0 ? 1000 : 64)];
            random.nextBytes(noise);
            if (noise.length > 0 && random.nextInt(4) > 0) {
                // With the first bytes of an example, which most parsers check first.
                byte[] example = example();
                System.arraycopy(example, 0, noise, 0, Math.min(Math.min(6, noise.length), example.length));
            }
            return noise;
        }
        byte[] bytes = example().clone();
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            bytes = mutated(bytes);
        }
        return bytes;
    }

    /** A number from 0 to below the bound, for choices of a test that must depend on the seed only. */
    public int choose(int bound) {
        return random.nextInt(bound);
    }

    private byte[] example() {
        return examples.get(random.nextInt(examples.size()));
    }

    private byte[] mutated(byte[] bytes) {
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(8)) {
            case 0 -> set(bytes, at, random.nextInt(256));
            case 1 -> set(bytes, at, INTERESTING[random.nextInt(INTERESTING.length)]);
            case 2 -> set(bytes, at, bytes[at] ^ 1 << random.nextInt(8));
            case 3 -> set(bytes, at, bytes[at] + (random.nextBoolean() ? 1 : -1));
            case 4 -> Arrays.copyOf(bytes, at);
            case 5 -> join(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, at + 1, bytes.length));
            case 6 -> {
                // A part is repeated.
                byte[] again = Arrays.copyOfRange(bytes, at, at + random.nextInt(bytes.length - at + 1));
                yield join(Arrays.copyOf(bytes, at), join(again, Arrays.copyOfRange(bytes, at, bytes.length)));
            }
            default -> {
                byte[] inserted = new byte[random.nextInt(random.nextInt(16) == 0 ? 300 : 5)];
                random.nextBytes(inserted);
                yield join(Arrays.copyOf(bytes, at), join(inserted, Arrays.copyOfRange(bytes, at, bytes.length)));
            }
        };
    }

    private static byte[] set(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] joined = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
