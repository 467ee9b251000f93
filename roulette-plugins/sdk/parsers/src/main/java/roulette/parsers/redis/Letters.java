package roulette.parsers.redis;

/** Character classes of command names. */
final class Letters {
    private Letters() {}

    /** The byte, with ASCII lower-case letters converted to upper case. */
    static char upper(byte b) {
        int c = b & 0xff;
        return (char) (c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }

    static boolean isLetter(byte b) {
        return upper(b) >= 'A' && upper(b) <= 'Z';
    }

    /** Whether command names may have it; those of modules have dots, hyphens and underscores. */
    static boolean mayBeInAName(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
    }
}
