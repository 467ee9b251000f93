package roulette.cli.trial;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Addresses as {@code 10.0.0.1:443} and {@code [2001:db8::1]:443}. */
public final class AddressText {
    private static final int GROUPS = 8;

    private AddressText() {}

    /** The text of a resolved address. */
    public static String of(InetSocketAddress address) {
        String host = address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + shortened(host) + "]") + ":" + address.getPort();
    }

    /** As RFC 5952 wants it: {@code ::} for the longest run of two zeros or more, the first of several. */
    private static String shortened(String full) {
        for (int zeros = GROUPS; zeros > 1; zeros--) {
            Pattern run = Pattern.compile("(^|:)0(:0){" + (zeros - 1) + "}(:|$|(?=%))");
            String shorter = run.matcher(full).replaceFirst("::");
            if (!shorter.equals(full)) {
                return shorter;
            }
        }
        return full;
    }
}
