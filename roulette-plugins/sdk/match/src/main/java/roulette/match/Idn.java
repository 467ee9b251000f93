package roulette.match;

import java.text.Normalizer;
import java.util.Locale;

/**
 * Converts host names with non-ASCII letters to their DNS form ({@code xn--...}): UTS 46, processing option
 * Transitional_Processing=false, as in browsers. So {@code straße.example} is {@code xn--strae-oqa.example} and not
 * {@code strasse.example}, as in IDNA2003 and {@link java.net.IDN}.
 *
 * <p>Supports the letters, marks and digits of the JDK's Unicode version that map to themselves, and their capital
 * letters. The rest of UTS 46 (fullwidth letters, ligatures, symbols, joiners) would need its tables: such names are
 * rejected, with a message that says what to write instead.
 */
final class Idn {
    private static final int LONGEST_LABEL = 63;
    private static final String PREFIX = "xn--";

    /** What RFC 5892 allows besides letters, marks and digits (sections 2.6 and A.3 to A.7). */
    private static final String FURTHER = "\u00b7\u0375\u05f3\u05f4\u06fd\u06fe\u0f0b\u3007\u30fb";

    /** Small letters that share another letter's capital, but map to themselves. */
    private static final String OWN_CASE = "\u00df\u0131\u03c2";

    private Idn() {}

    /**
     * The DNS form of the name, in lower case.
     *
     * @throws IllegalArgumentException for an unsupported name; the message continues a sentence that starts with the
     *     name: "has U+FB00, ..."
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

    /** To lower case by single characters: a final sigma is treated like any other. */
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
                    throw new IllegalArgumentException("is not a host name");
                }
                labels[i] = PREFIX + Punycode.encode(labels[i].codePoints().toArray());
            }
        }
        return String.join(".", labels);
    }

    /** Whether UTS 46 maps a character to itself, in every version that knows it. */
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

    /** Letters and marks that UTS 46 removes. */
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

    /**
     * Whether it is the lower-case form of its capital letter, if it has one. Cherokee uses its capital letters in the
     * DNS.
     */
    private static boolean isUsualCase(int c) {
        String folded = Character.toString(c).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
        return Normalizer.normalize(folded, Normalizer.Form.NFC).equals(Character.toString(c))
                && Character.UnicodeScript.of(c) != Character.UnicodeScript.CHEROKEE;
    }

    private static String instead(String host, int c) {
        if (c == 0x200c || c == 0x200d) {
            return "a joiner, which some programs remove: write " + encoded(mapped(host));
        }
        String other = mapped(Normalizer.normalize(host, Normalizer.Form.NFKC));
        return other.codePoints().allMatch(Idn::isKnown) && !other.equals(mapped(host))
                ? "which maps to other characters: write " + other
                : "which not all programs accept in a name: write the name's DNS form, with " + PREFIX;
    }

    private static boolean isAscii(String text) {
        // A stream would allocate for each lookup of a host.
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 128) {
                return false;
            }
        }
        return true;
    }
}
