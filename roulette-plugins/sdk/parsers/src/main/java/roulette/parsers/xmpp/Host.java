package roulette.parsers.xmpp;

import org.jspecify.annotations.Nullable;

/** The domain part of an address (RFC 7622, section 3.2), as far as it must be known to look for it. */
final class Host {
    private static final int MAX_LENGTH = 1023;

    private Host() {}

    /** In lower case and without a dot at its end; null where it is no host. */
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
     * Each character for itself, as UTS 46 does it: a sigma at the end of a word is one like all others. The I with a dot
     * stays, as what it becomes are two characters.
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

    /** Nothing that can't be seen, and nothing that separates the parts of an address. */
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
