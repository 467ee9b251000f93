package roulette.config;

import java.math.BigInteger;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code 250ms}, {@code 5s}, {@code 2m}, {@code 1h}, {@code 7d}, {@code 1h 30m} and {@code 0}. */
final class Durations {
    private static final Pattern FORM =
            Pattern.compile("0|(?:(\\d+) ?d)? ?(?:(\\d+) ?h)? ?(?:(\\d+) ?m)? ?(?:(\\d+) ?s)? ?(?:(\\d+) ?ms)?");

    /** The units of the pattern's groups, in milliseconds. */
    private static final long[] UNITS = {86_400_000, 3_600_000, 60_000, 1000, 1};

    /** About a hundred years: fits into a long of nanoseconds, the unit of timeouts. */
    private static final BigInteger LONGEST = BigInteger.valueOf(36_500 * UNITS[0]);

    private Durations() {}

    static Duration parse(String text) {
        Matcher form = FORM.matcher(text);
        if (text.isEmpty() || !text.equals(text.strip()) || !form.matches()) {
            throw new IllegalArgumentException(
                    "must be a duration such as \"250ms\", \"5s\", \"2m\", \"1h\", \"7d\" or \"0\", but is \"" + text
                            + "\"");
        }
        BigInteger millis = BigInteger.ZERO;
        for (int unit = 0; unit < UNITS.length; unit++) {
            String digits = form.group(unit + 1);
            if (digits != null) {
                millis = millis.add(new BigInteger(digits).multiply(BigInteger.valueOf(UNITS[unit])));
            }
        }
        if (millis.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("must be at most \"36500d\", but is \"" + text + "\"");
        }
        return Duration.ofMillis(millis.longValueExact());
    }
}
