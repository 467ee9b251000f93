package roulette.parsers.redis;

/** What bytes mean in the names of commands. */
final class Letters {
    private Letters() {}

    /** The byte, a lower-case letter of ASCII as its upper-case one. */
    static char upper(byte b) {
        int c = b & 0xff;
        return (char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }

    static boolean isLetter(byte b) {
        return upper(b) >= 'A' && upper(b) <= 'Z';
    }

    /** Whether names of commands have it; those of modules have dots, hyphens and underscores. */
    static boolean mayBeInAName(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    }
}
