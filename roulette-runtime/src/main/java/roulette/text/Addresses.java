package roulette.text;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Formats addresses as {@code 10.0.0.1:443} and {@code [2001:db8::1]:443}. */
public final class Addresses {
    private static final int GROUPS = 8;

    private Addresses() {}

    /** The address and the port; if it is not resolved, the name and the port. */
    public static String text(InetSocketAddress address) {
        InetAddress ip = address.getAddress();
        String host = switch (ip) {
            case null -> address.getHostString();
            case Inet6Address v6 -> "[" + shortened(v6) + "]";
            default -> ip.getHostAddress();
        };
        return host + ":" + address.getPort();
    }

    /** The same for an address that is listened on: {@code *:443} is all addresses of IPv4 and IPv6. */
    public static String bound(InetSocketAddress address) {
        return address.getAddress() instanceof Inet6Address v6 && v6.isAnyLocalAddress()
                ? "*:" + address.getPort()
                : text(address);
    }

    /** Whether the host of {@code host:port} is an IP address, not a name. */
    public static boolean isLiteral(String target) {
        if (target.startsWith("[")) {
            return true;
        }
        int end = target.lastIndexOf(':');
        return target.substring(0, end < 0 ? target.length() : end)
                .chars()
                .allMatch(c -> (c >= '0' && c <= '9') || c == '.');
    }

    /** As in RFC 5952: {@code ::} for the longest run of two zeros or more, the first of several. */
    private static String shortened(Inet6Address address) {
        byte[] bytes = address.getAddress();
        int run = 0;
        int start = -1;
        int longest = 1;
        for (int group = 0; group < GROUPS; group++) {
            run = group(bytes, group) == 0 ? run + 1 : 0;
            if (run > longest) {
                longest = run;
                start = group - run + 1;
            }
        }
        StringBuilder text = new StringBuilder(40);
        for (int group = 0; group < GROUPS; ) {
            if (group == start) {
                text.append("::");
                group += longest;
            } else {
                if (!text.isEmpty() && text.charAt(text.length() - 1) != ':') {
                    text.append(':');
                }
                text.append(Integer.toHexString(group(bytes, group++)));
            }
        }
        String full = address.getHostAddress();
        int scope = full.indexOf('%');
        return scope < 0
                ? text.toString()
                : text.append(full, scope, full.length()).toString();
    }

    private static int group(byte[] bytes, int group) {
        return ((bytes[2 * group] & 0xff) << 8) | (bytes[2 * group + 1] & 0xff);
    }
}
