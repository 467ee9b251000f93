package roulette.parsers.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The server a request is for (RFC 3986, section 3.2; RFC 9110, section 7.2).
 *
 * @param host a name in lower case without a dot at its end, or an address, IPv6 without brackets; "" for none
 * @param port 0 for none
 */
record Authority(String host, int port) {
    static final Authority NONE = new Authority("", 0);

    /** The maximum length of a DNS name with a dot at its end. */
    private static final int MAX_HOST = 254;

    private static final int MAX_PORT = 65535;

    /** Reads {@code host}, {@code host:port} or {@code [address]:port}; null for anything else. */
    static @Nullable Authority parse(String text) {
        if (text.isEmpty()) {
            return NONE;
        }
        boolean brackets = text.charAt(0) == '[';
        int hostEnd = brackets ? text.indexOf(']') + 1 : text.indexOf(':');
        if (brackets && hostEnd == 0) {
            return null;
        }
        int end = hostEnd < 0 ? text.length() : hostEnd;
        int port = port(text, end);
        String host = brackets ? address(text.substring(1, end - 1)) : name(text.substring(0, end));
        return port < 0 || host == null ? null : new Authority(host, port);
    }

    /** Whether both, each with a host, can be the same server: equal hosts, and ports that do not conflict. */
    boolean canBe(Authority other) {
        boolean onePort = port == 0 || other.port == 0 || port == other.port;
        return onePort && host.equals(other.host);
    }

    /** The port from this index to the end; 0 if absent, -1 if malformed. */
    private static int port(String text, int from) {
        if (from >= text.length() - 1) {
            return from == text.length() || text.charAt(from) == ':' ? 0 : -1;
        }
        if (text.charAt(from) != ':' || text.length() - from - 1 > 5) {
            return -1;
        }
        int port = 0;
        for (int i = from + 1; i < text.length(); i++) {
            if (!Octets.isDigit(text.charAt(i))) {
                return -1;
            }
            port = port * 10 + text.charAt(i) - '0';
        }
        return port == 0 || port > MAX_PORT ? -1 : port;
    }

    private static @Nullable String address(String text) {
        return Ipv6Literal.matches(text) ? text.toLowerCase(Locale.ROOT) : null;
    }

    private static @Nullable String name(String text) {
        String name = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        if (name.isEmpty() || text.length() > MAX_HOST || !isName(name)) {
            return null;
        }
        return name.toLowerCase(Locale.ROOT);
    }

    /** Whether no label is empty and all characters are allowed in a name. */
    private static boolean isName(String name) {
        boolean empty = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && empty) {
                return false;
            }
            if (c == '%') {
                if (i + 2 >= name.length()
                        || !Octets.isHexDigit(name.charAt(i + 1))
                        || !Octets.isHexDigit(name.charAt(i + 2))) {
                    return false;
                }
            } else if (!Octets.inName(c)) {
                return false;
            }
            empty = c == '.';
        }
        return !empty;
    }
}
