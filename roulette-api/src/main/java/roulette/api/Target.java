package roulette.api;

import java.util.Locale;

/** Where a connection is forwarded: always an {@link Address} today. More kinds will be added, so check for others. */
public sealed interface Target permits Target.Address {
    /**
     * A host and a port.
     *
     * @param host a name or an IP address, without brackets; a name is looked up when it is needed
     * @param port 1 to 65535
     * @throws IllegalArgumentException for an empty host or a port out of range
     */
    static Address of(String host, int port) {
        return new Address(host, port);
    }

    /**
     * Reads {@code host:port}, {@code 10.0.0.1:443} or {@code [2001:db8::1]:443}.
     *
     * @throws IllegalArgumentException for anything else, with a message that tells what is expected
     */
    static Target parse(String text) {
        int scheme = text.indexOf("://");
        if (scheme >= 0) {
            throw new IllegalArgumentException("must be a host and a port, not a URL: write " + authority(text, scheme)
                    + ", without " + text.substring(0, scheme + 3));
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("\"" + text + "\" has no port: write host:port");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is ambiguous: write an IPv6 address in brackets, as in [::1]:443");
        }
        String digits = text.substring(colon + 1);
        if (digits.isEmpty() || digits.length() > 5 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("\"" + text + "\" has no port number after the last colon");
        }
        return new Address(host, Integer.parseInt(digits));
    }

    /** The host and the port of a URL, as a target. */
    private static String authority(String url, int scheme) {
        String rest = url.substring(scheme + 3);
        int path = 0;
        while (path < rest.length() && "/?#".indexOf(rest.charAt(path)) < 0) {
            path++;
        }
        // A user is left out of the message: there may be a password in it.
        String authority = rest.substring(rest.lastIndexOf('@', path) + 1, path);
        if (authority.isEmpty()) {
            return "host:port";
        }
        if (authority.lastIndexOf(':') > authority.lastIndexOf(']')) {
            return authority;
        }
        return authority
                + switch (url.substring(0, scheme).toLowerCase(Locale.ROOT)) {
                    case "http", "ws" -> ":80";
                    case "https", "wss" -> ":443";
                    default -> ":port";
                };
    }

    /**
     * A host and a port.
     *
     * @param host a name or an IP address, without brackets
     * @param port 1 to 65535
     */
    record Address(String host, int port) implements Target {
        public Address {
            if (host.isEmpty()) {
                throw new IllegalArgumentException("a target needs a host");
            }
            if (host.chars().anyMatch(c -> c <= ' ' || c == 127 || "{}/@\\$*".indexOf(c) >= 0)) {
                throw new IllegalArgumentException("a host has no blanks, no control characters, and none of {}/@\\$*");
            }
            if (port < 1 || port > 65535) {
                throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
            }
        }

        /** The form that {@link Target#parse} reads. */
        @Override
        public String toString() {
            return host.indexOf(':') < 0 ? host + ":" + port : "[" + host + "]:" + port;
        }
    }
}
