package roulette.parsers.git;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The host and port of the client's URL.
 *
 * @param name empty for none
 * @param port 0 for none
 */
record GitHost(String name, int port) {
    static final GitHost NONE = new GitHost("", 0);

    private static final int LONGEST = 255;

    /** Reads {@code name}, {@code name:port}, {@code [address]}, {@code [address]:port}; null for anything else. */
    static @Nullable GitHost of(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        int nameEnd;
        int nameStart = 0;
        int portStart;
        if (text.charAt(0) == '[') {
            nameStart = 1;
            nameEnd = text.indexOf(']');
            portStart = nameEnd + 1;
        } else {
            int colon = text.indexOf(':');
            // An IPv6 address without brackets has no port.
            nameEnd = colon < 0 || text.indexOf(':', colon + 1) >= 0 ? text.length() : colon;
            portStart = nameEnd;
        }
        if (nameEnd <= nameStart || nameEnd - nameStart > LONGEST) {
            return null;
        }
        int port = port(text, portStart);
        String name = text.substring(nameStart, nameEnd);
        name = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        boolean good = port >= 0 && !name.isEmpty() && name.chars().allMatch(GitHost::mayBeInAName);
        return good ? new GitHost(name.toLowerCase(Locale.ROOT), port) : null;
    }

    /** The port; 0 if absent, -1 if malformed. */
    private static int port(String text, int colon) {
        if (colon == text.length()) {
            return 0;
        }
        int digits = text.length() - colon - 1;
        if (text.charAt(colon) != ':' || digits < 1 || digits > 5) {
            return -1;
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            port = port * 10 + c - '0';
        }
        return port >= 1 && port <= 65535 ? port : -1;
    }

    /** Characters of DNS names and of addresses, the latter with a zone. */
    private static boolean mayBeInAName(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == ':'
                || c == '%';
    }
}
