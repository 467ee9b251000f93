package roulette.match;

/** Encodes labels with non-ASCII letters for the DNS, without {@code xn--} (RFC 3492, sections 5 and 6). */
final class Punycode {
    private static final int BASE = 36;
    private static final int LOWEST = 1;
    private static final int HIGHEST = 26;
    private static final int SKEW = 38;
    private static final int DAMP = 700;
    private static final int FIRST_BIAS = 72;
    private static final int FIRST_CODE_POINT = 128;

    private Punycode() {}

    /** Encodes a label, without {@code xn--}. It has at most 63 characters, so nothing overflows. */
    static String encode(int[] label) {
        StringBuilder encoded = new StringBuilder();
        for (int codePoint : label) {
            if (codePoint < FIRST_CODE_POINT) {
                encoded.append((char) codePoint);
            }
        }
        int basic = encoded.length();
        if (basic > 0) {
            encoded.append('-');
        }
        int next = FIRST_CODE_POINT;
        int delta = 0;
        int bias = FIRST_BIAS;
        for (int handled = basic; handled < label.length; delta++, next++) {
            int smallest = Integer.MAX_VALUE;
            for (int codePoint : label) {
                if (codePoint >= next) {
                    smallest = Math.min(smallest, codePoint);
                }
            }
            delta += (smallest - next) * (handled + 1);
            next = smallest;
            for (int codePoint : label) {
                if (codePoint < next) {
                    delta++;
                } else if (codePoint == next) {
                    append(delta, bias, encoded);
                    bias = adapted(delta, handled + 1, handled == basic);
                    delta = 0;
                    handled++;
                }
            }
        }
        return encoded.toString();
    }

    /** Appends a variable-length integer; each digit tells whether it is the last. */
    private static void append(int number, int bias, StringBuilder encoded) {
        int rest = number;
        int k = BASE;
        for (int threshold = threshold(k, bias); rest >= threshold; threshold = threshold(k, bias)) {
            encoded.append(digit(threshold + (rest - threshold) % (BASE - threshold)));
            rest = (rest - threshold) / (BASE - threshold);
            k += BASE;
        }
        encoded.append(digit(rest));
    }

    private static int threshold(int k, int bias) {
        return Math.clamp(k - bias, LOWEST, HIGHEST);
    }

    private static char digit(int value) {
        return (char) (value < 26 ? 'a' + value : '0' + value - 26);
    }

    private static int adapted(int delta, int points, boolean first) {
        int rest = first ? delta / DAMP : delta / 2;
        rest += rest / points;
        int k = 0;
        for (; rest > (BASE - LOWEST) * HIGHEST / 2; k += BASE) {
            rest /= BASE - LOWEST;
        }
        return k + (BASE - LOWEST + 1) * rest / (rest + SKEW);
    }
}
