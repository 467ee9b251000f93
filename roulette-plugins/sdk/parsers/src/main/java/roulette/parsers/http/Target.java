package roulette.parsers.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A request target, in any of the four forms of RFC 9112, section 3.2.
 *
 * @param scheme in lower case; "" if the form has none
 * @param authority {@link Authority#NONE} if the form has none
 * @param path "*" in the asterisk form, "" in the authority form
 * @param query without the question mark; "" for none
 */
record Target(String scheme, Authority authority, String path, String query) {
    /** Parses a target of at least one character; null if it is invalid for this method. */
    static @Nullable Target parse(String method, String text) {
        if (method.equals("CONNECT")) {
            Authority authority = Authority.parse(text);
            return authority == null || authority.port() == 0 ? null : new Target("", authority, "", "");
        }
        if (text.charAt(0) == '/') {
            return of("", Authority.NONE, text);
        }
        if (text.equals("*")) {
            return method.equals("OPTIONS") ? new Target("", Authority.NONE, "*", "") : null;
        }
        return absolute(method, text);
    }

    /** With the path and query that follow the authority. */
    static Target of(String scheme, Authority authority, String pathAndQuery) {
        int mark = pathAndQuery.indexOf('?');
        return mark < 0
                ? new Target(scheme, authority, root(pathAndQuery), "")
                : new Target(
                        scheme, authority, root(pathAndQuery.substring(0, mark)), pathAndQuery.substring(mark + 1));
    }

    private static @Nullable Target absolute(String method, String text) {
        int colon = text.indexOf("://");
        if (colon < 0 || !isScheme(text, colon)) {
            return null;
        }
        int start = colon + 3;
        int end = start;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        Authority authority = Authority.parse(text.substring(start, end));
        if (authority == null || authority.host().isEmpty()) {
            return null;
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        return end == text.length() && method.equals("OPTIONS")
                ? new Target(scheme, authority, "*", "")
                : of(scheme, authority, text.substring(end));
    }

    /** An empty path equals "/" (RFC 9110, section 4.2.3); the constant saves memory. */
    private static String root(String path) {
        return path.isEmpty() || path.equals("/") ? "/" : path;
    }

    /** Whether the text up to this index is a scheme (RFC 3986, section 3.1). */
    static boolean isScheme(String text, int end) {
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean later = Octets.isDigit(c) || c == '+' || c == '-' || c == '.';
            if (!Octets.isLetter(c) && !(later && i > 0)) {
                return false;
            }
        }
        return end > 0;
    }
}
