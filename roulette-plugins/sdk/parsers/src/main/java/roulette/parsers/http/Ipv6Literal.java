package roulette.parsers.http;

/** The text form of IPv6 addresses (RFC 4291, section 2.2), without brackets and zone. */
final class Ipv6Literal {
    private static final int GROUPS = 8;

    private Ipv6Literal() {}

    static boolean matches(String text) {
        boolean gap = text.startsWith("::");
        int groups = 0;
        int at = gap ? 2 : 0;
        while (at < text.length()) {
            int digits = hexDigits(text, at);
            if (at + digits < text.length() && text.charAt(at + digits) == '.') {
                return isIpv4(text, at) && fits(groups + 2, gap);
            }
            if (digits == 0 || digits > 4 || ++groups > GROUPS) {
                return false;
            }
            at += digits;
            if (at == text.length()) {
                break;
            }
            if (text.charAt(at) != ':' || ++at == text.length()) {
                return false;
            }
            if (text.charAt(at) == ':') {
                if (gap) {
                    return false;
                }
                gap = true;
                at++;
            }
        }
        return fits(groups, gap);
    }

    private static boolean fits(int groups, boolean gap) {
        return gap ? groups < GROUPS : groups == GROUPS;
    }

    private static int hexDigits(String text, int from) {
        int at = from;
        while (at < text.length() && Octets.isHexDigit(text.charAt(at))) {
            at++;
        }
        return at - from;
    }

    /** Whether the rest of the text is four decimal numbers without leading zeros. */
    private static boolean isIpv4(String text, int from) {
        int at = from;
        for (int part = 0; part < 4; part++) {
            int start = at;
            int number = 0;
            while (at < text.length() && at - start < 3 && Octets.isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at++) - '0';
            }
            boolean leadingZero = at - start > 1 && text.charAt(start) == '0';
            boolean ended = part == 3 ? at == text.length() : at < text.length() && text.charAt(at++) == '.';
            if (at == start || number > 255 || leadingZero || !ended || !Octets.isDigit(text.charAt(start))) {
                return false;
            }
        }
        return true;
    }
}
