package roulette.match;

import java.net.InetAddress;
import java.util.Optional;

/** Host names and IP addresses in the one form in which they are compared: that of the DNS, in lower case. */
final class HostNames {
    /** The longest name of the DNS, without a dot at its end. */
    static final int LONGEST = 253;

    private static final int LONGEST_LABEL = 63;

    private HostNames() {}

    /**
     * The form of a configured name or IP address.
     *
     * @throws IllegalArgumentException if it is neither; the message continues a sentence that starts with the host
     */
    static String nameOrAddress(String host) {
        Optional<String> address = host.indexOf(':') >= 0 ? ipv6(host) : Optional.empty();
        return address.isPresent() ? address.get() : name(host);
    }

    /** The form of a configured name; throws like {@link #nameOrAddress}. */
    static String name(String host) {
        if (host.indexOf('*') >= 0) {
            throw new IllegalArgumentException(
                    "may have a * only as its first label, as in *.example.com, or stand alone as *");
        }
        String name = withoutDot(Idn.ascii(host));
        if (!isName(name)) {
            throw new IllegalArgumentException(
                    "is not a host name" + (name.indexOf(':') < 0 ? "" : ": leave out the port"));
        }
        return name;
    }

    /** The form of a host that a client asks for. Hosts that no pattern can match are left unchanged. */
    static String lookedUp(String host) {
        if (host.length() > LONGEST + 1) {
            return host;
        } else if (host.indexOf(':') >= 0) {
            return ipv6(host).orElse(host);
        }
        try {
            return withoutDot(Idn.ascii(host));
        } catch (IllegalArgumentException e) {
            return host;
        }
    }

    /** Labels of 1 to 63 letters, digits, hyphens and underscores between dots. */
    private static boolean isName(String name) {
        int label = 0;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && label > 0) {
                label = 0;
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
                label++;
            } else {
                return false;
            }
            if (label > LONGEST_LABEL) {
                return false;
            }
        }
        return label > 0 && name.length() <= LONGEST;
    }

    /** The canonical form of an IPv6 address, which can be written in many ways. */
    private static Optional<String> ipv6(String host) {
        boolean brackets = host.startsWith("[") && host.endsWith("]");
        return Network.address(brackets ? host.substring(1, host.length() - 1) : host)
                .map(InetAddress::getHostAddress);
    }

    private static String withoutDot(String host) {
        return host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    }
}
