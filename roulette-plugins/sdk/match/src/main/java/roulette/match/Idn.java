package roulette.match;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Host names with other than ASCII letters in the form that they have in the DNS ({@code xn--...}): UTS 46, processing
 * option Transitional_Processing=false, as browsers do it. So {@code straße.example} is {@code xn--strae-oqa.example} and
 * not {@code strasse.example}, as IDNA2003 and {@link java.net.IDN} have it.
 *
 * <p>Known are the letters, marks and digits of the JDK's Unicode version that stand for nothing but themselves, and
 * their capital letters. For the rest of what UTS 46 takes (fullwidth letters, ligatures, symbols, joiners) one would need
 * its tables: such names are refused, with a message that says what to write instead.
 */
final class Idn {
    private static final int LONGEST_LABEL = 63;
    private static final String PREFIX = "xn--";

    /** What RFC 5892 allows besides letters, marks and digits, in sections 2.6 and A.3 to A.7. */
    private static final String FURTHER = "\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb";

    /** Small letters with the capital letters of others: they are themselves nevertheless. */
    private static final String OWN_CASE = "\u00df\u0131\u03c2";

    private Idn() {}

    /**
     * The name as it is in the DNS, in lower case.
     *
     * @throws IllegalArgumentException for a name whose form is not known here, with a message that goes on where the
     *     name ends: "has U+FB00, ..."
     */
    static String ascii(String host) {
        if (isAscii(host)) {
            return host.toLowerCase(Locale.ROOT);
        }
        String mapped = mapped(host);
        mapped.codePoints().filter(c -> !isKnown(c)).findFirst().ifPresent(c -> {
            throw new IllegalArgumentException("has U+" + String.format("%04X", c) + ", " + instead(host, c));
        });
        return encoded(mapped);
    }

    /** In lower case, one character after the other: a sigma at the end of a word is like all others. */
    private static String mapped(String host) {
        StringBuilder lower = new StringBuilder(host.length());
        host.codePoints().forEach(c -> lower.append(Character.toString(c).toLowerCase(Locale.ROOT)));
        return Normalizer.normalize(lower, Normalizer.Form.NFC);
    }

    private static String encoded(String mapped) {
        String[] labels = mapped.split("\\.", -1);
        for (int i = 0; i < labels.length; i++) {
            if (!isAscii(labels[i])) {
                if (labels[i].length() > LONGEST_LABEL || labels[i].startsWith(PREFIX)) {
                    throw new IllegalArgumentException("is no host name");
                }
                labels[i] = PREFIX + Punycode.encode(labels[i].codePoints().toArray());
            }
        }
        return String.join(".", labels);
    }

    /** Whether UTS 46 leaves a character as it is, in every version that knows it. */
    private static boolean isKnown(int c) {
        if (c < 128 || FURTHER.indexOf(c) >= 0) {
            return true;
        }
        boolean letter = switch (Character.getType(c)) {
            case Character.LOWERCASE_LETTER,
                    Character.OTHER_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
        return letter && !isIgnored(c) && isNormal(c) && (OWN_CASE.indexOf(c) >= 0 || isUsualCase(c));
    }

    /** Letters and marks that UTS 46 leaves out. */
    private static boolean isIgnored(int c) {
        return c == 0x34f
                || c == 0x115f
                || c == 0x1160
                || c == 0x17b4
                || c == 0x17b5
                || c >= 0x180b && c <= 0x180f
                || c >= 0xfe00 && c <= 0xfe0f
                || c >= 0xe0100 && c <= 0xe01ef;
    }

    private static boolean isNormal(int c) {
        return Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFKC);
    }

    /** Whether it is its capital letter's small one, if it has one. Of Cherokee the capital letters are in the DNS. */
    private static boolean isUsualCase(int c) {
        String folded = Character.toString(c).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC).equals(Character.toString(c))
                && Character.UnicodeScript.of(c) != Character.UnicodeScript.CHEROKEE;
    }

    private static String instead(String host, int c) {
        if (c == 0x200c || c == 0x200d) {
            return "a joiner, which some programs drop: write " + encoded(mapped(host));
        }
        String other = mapped(Normalizer.normalize(host, Normalizer.Form.NFKC));
        return other.codePoints().allMatch(Idn::isKnown) && !other.equals(mapped(host))
                ? "which stands for other characters: write " + other
                : "which not all programs take in a name: write the name as it is in the DNS, with " + PREFIX;
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
