package roulette.config;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads numbers of bytes: {@code 512}, {@code 16 KiB}, {@code 1 MiB} and {@code 2 GiB}. */
final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d+)(?: ?(B|KiB|MiB|GiB))?");

    /** Each unit is 1024 times the one before. */
    private static final List<String> UNITS = List.of("B", "KiB", "MiB", "GiB");

    private static final BigInteger LARGEST = BigInteger.valueOf(Long.MAX_VALUE);

    private Sizes() {}

    static long parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("must be a number of bytes such as \"512\", \"16 KiB\", \"1 MiB\" or "
                    + "\"2 GiB\", in B, KiB, MiB or GiB, but is \"" + text + "\"");
        }
        String unit = form.group(2);
        BigInteger bytes = new BigInteger(form.group(1)).shiftLeft(unit == null ? 0 : 10 * UNITS.indexOf(unit));
        if (bytes.compareTo(LARGEST) > 0) {
            throw new IllegalArgumentException("must be less than \"8589934592 GiB\", but is \"" + text + "\"");
        }
        return bytes.longValueExact();
    }

    static long of(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("must not be negative, but is " + bytes);
        }
        return bytes;
    }
}
