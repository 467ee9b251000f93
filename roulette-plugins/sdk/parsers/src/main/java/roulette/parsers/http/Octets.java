package roulette.parsers.http;

/** Character classes. A character of a text stands for the byte of the same value. */
final class Octets {
    private static final int METHOD = 1;
    private static final int TOKEN = 2;
    private static final int TARGET = 4;
    private static final int VALUE = 8;
    private static final int NAME = 16;

    private static final byte[] KINDS = kinds();

    private Octets() {}

    private static byte[] kinds() {
        byte[] kinds = new byte[256];
        for (int c = ' '; c < 256; c++) {
            if (c != 0x7f) {
                kinds[c] = (byte) (c == ' ' ? VALUE : c == '#' ? VALUE : VALUE | TARGET);
            }
        }
        kinds['\t'] = VALUE;
        for (int c = 'a'; c <= 'z'; c++) {
            kinds[c] |= TOKEN | NAME;
            kinds[c - 'a' + 'A'] |= TOKEN | NAME | METHOD;
        }
        for (int c = '0'; c <= '9'; c++) {
            kinds[c] |= TOKEN | NAME;
        }
        add(kinds, "!#$%&'*+-.^_`|~", TOKEN);
        add(kinds, "-_", METHOD);
        add(kinds, "-._~!$&'()*+;=", NAME);
        return kinds;
    }

    private static void add(byte[] kinds, String characters, int kind) {
        for (int i = 0; i < characters.length(); i++) {
            kinds[characters.charAt(i)] |= (byte) kind;
        }
    }

    /** In a common method: upper-case letters, hyphen and underscore. */
    static boolean inMethod(int octet) {
        return (KINDS[octet & 0xff] & METHOD) != 0;
    }

    /** In a token (RFC 9110, section 5.6.2). */
    static boolean inToken(int octet) {
        return (KINDS[octet & 0xff] & TOKEN) != 0;
    }

    /**
     * In a request's target. Allows more than RFC 3986, because real clients send more: all visible characters, and
     * bytes from 128 on. Excludes the number sign, because servers differ on whether it ends the path.
     */
    static boolean inTarget(int octet) {
        return (KINDS[octet & 0xff] & TARGET) != 0;
    }

    /** In the value of a header (RFC 9110, section 5.5). */
    static boolean inValue(int octet) {
        return (KINDS[octet & 0xff] & VALUE) != 0;
    }

    /**
     * In a host name, without percent-encoding (RFC 3986, section 3.2.2). Excludes the comma, which some servers treat
     * as a separator of hosts.
     */
    static boolean inName(int octet) {
        return (KINDS[octet & 0xff] & NAME) != 0;
    }

    static boolean isToken(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!inToken(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isTarget(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!inTarget(text.charAt(i))) {
                return false;
            }
        }
        return !text.isEmpty();
    }

    static boolean isValue(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!inValue(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean isDigit(int octet) {
        return octet >= '0' && octet <= '9';
    }

    static boolean isHexDigit(int octet) {
        return isDigit(octet) || octet >= 'a' && octet <= 'f' || octet >= 'A' && octet <= 'F';
    }

    static boolean isLetter(int octet) {
        return octet >= 'a' && octet <= 'z' || octet >= 'A' && octet <= 'Z';
    }
}
