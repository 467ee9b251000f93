package roulette.parsers.xmpp;

import org.jspecify.annotations.Nullable;

/** The domain part of an address (RFC 7622, section 3.2), normalised for lookup. */
final class Host {
    private static final int MAX_LENGTH = 1023;

    private Host() {}

    /** In lower case and without a dot at its end; null if it is not a host. */
    static @Nullable String of(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String host = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        boolean right = !host.isEmpty() && !host.endsWith(".") && host.length() <= MAX_LENGTH;
        for (int i = 0; right && i < host.length(); i += Character.charCount(host.codePointAt(i))) {
            right = canHave(host.codePointAt(i));
        }
        return right ? lowerCase(host) : null;
    }

    /**
     * Converts single characters, like UTS 46: a final sigma is treated like any other. The I with a dot is kept,
     * because it maps to two characters.
     */
    private static String lowerCase(String host) {
        return host.codePoints()
                .map(character -> character == '\u0130' ? character : Character.toLowerCase(character))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static boolean hasControls(String text) {
        return text.codePoints().anyMatch(Character::isISOControl);
    }

    /** Excludes invisible characters and the separators of an address. */
    private static boolean canHave(int character) {
        return character != '@'
                && character != '/'
                && switch (Character.getType(character)) {
                    case Character.CONTROL,
                            Character.FORMAT,
                            Character.SURROGATE,
                            Character.PRIVATE_USE,
                            Character.UNASSIGNED,
                            Character.SPACE_SEPARATOR,
                            Character.LINE_SEPARATOR,
                            Character.PARAGRAPH_SEPARATOR -> false;
                    default -> true;
                };
    }
}
