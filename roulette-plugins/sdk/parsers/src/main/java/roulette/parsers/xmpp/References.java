package roulette.parsers.xmpp;

import org.jspecify.annotations.Nullable;

/**
 * XML references: the five predefined entities, and numeric character references. XMPP allows no others (RFC 6120,
 * section 11.1).
 */
final class References {
    private static final int MAX_LENGTH = 10;

    private References() {}

    /** The text with references resolved; null if one is invalid. */
    static @Nullable String resolve(String text) {
        int ampersand = text.indexOf('&');
        if (ampersand < 0) {
            return text;
        }
        StringBuilder resolved = new StringBuilder(text.length());
        int done = 0;
        while (ampersand >= 0) {
            int end = text.indexOf(';', ampersand);
            if (end < 0 || end - ampersand > MAX_LENGTH) {
                return null;
            }
            int character = character(text.substring(ampersand + 1, end));
            if (character < 0) {
                return null;
            }
            resolved.append(text, done, ampersand).appendCodePoint(character);
            done = end + 1;
            ampersand = text.indexOf('&', done);
        }
        return resolved.append(text, done, text.length()).toString();
    }

    /** Escapes a text for an attribute in single quotes. */
    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }

    /** Negative if the name is unknown. */
    private static int character(String name) {
        return switch (name) {
            case "amp" -> '&';
            case "lt" -> '<';
            case "gt" -> '>';
            case "apos" -> '\'';
            case "quot" -> '"';
            default -> name.startsWith("#x") ? number(name, 2, 16) : name.startsWith("#") ? number(name, 1, 10) : -1;
        };
    }

    private static int number(String name, int from, int radix) {
        int number = from < name.length() ? 0 : -1;
        for (int i = from; i < name.length() && number >= 0; i++) {
            char c = name.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, radix) : -1;
            int next = number * radix + digit;
            number = digit < 0 || next > Character.MAX_CODE_POINT ? -1 : next;
        }
        return isCharacter(number) ? number : -1;
    }

    /** Whether XML allows the character (XML 1.0, section 2.2). */
    private static boolean isCharacter(int number) {
        return number >= 0x20 && number < 0xd800
                || number > 0xdfff && number < 0xfffe
                || number >= 0x10000
                || number == '\t'
                || number == '\n'
                || number == '\r';
    }
}
