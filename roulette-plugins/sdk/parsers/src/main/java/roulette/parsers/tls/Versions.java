package roulette.parsers.tls;

import java.util.List;
import java.util.stream.IntStream;

/** TLS versions and their numbers: 3.0 to 3.4, and 0.2 for SSL 2.0. All lists are precomputed. */
final class Versions {
    static final List<String> SSL2 = List.of("SSL 2.0");

    private static final int SSL2_NUMBER = 0x0002;
    private static final int FIRST = 0x0300;

    /** By minor number. */
    private static final List<String> NAMES = List.of("SSL 3.0", "1.0", "1.1", "1.2", "1.3");

    /** By bit set, one bit for each name. */
    private static final List<List<String>> SETS =
            IntStream.range(0, 1 << NAMES.size()).mapToObj(Versions::set).toList();

    private Versions() {}

    private static List<String> set(int bits) {
        // List.copyOf of an immutable list does not copy.
        return List.copyOf(IntStream.range(0, NAMES.size())
                .map(i -> NAMES.size() - 1 - i)
                .filter(minor -> (bits & 1 << minor) != 0)
                .mapToObj(NAMES::get)
                .toList());
    }

    /**
     * The versions of a hello without the extension: at most this one. Numbers from 3.4 on count as TLS 1.2 (RFC 8446,
     * section 4.2.1).
     */
    static List<String> legacy(int number) {
        if (number < FIRST) {
            return List.of();
        }
        return SETS.get(1 << Math.min(number - FIRST, 3));
    }

    /** The same for a hello in SSL 2.0 format. */
    static List<String> ssl2(int number) {
        return number == SSL2_NUMBER ? SSL2 : legacy(number);
    }

    /** Reads the extension supported_versions: length(1), and 2 bytes for each. Unknown versions are skipped. */
    static List<String> read(Fragments in, int length) {
        if (length < 3 || in.u8() != length - 1 || length % 2 == 0) {
            return in.fail(Flaw.VERSIONS, List.of());
        }
        int bits = 0;
        for (int i = length / 2; i > 0; i--) {
            int minor = in.u16() - FIRST;
            if (minor >= 0 && minor < NAMES.size()) {
                bits |= 1 << minor;
            }
        }
        return SETS.get(bits);
    }
}
