package roulette.routers.rules;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import roulette.match.Network;

/** Validates target hosts that contain client input. */
final class Hosts {
    private static final String LABEL = "[a-z0-9_-]{1,63}";
    private static final Pattern NAME = Pattern.compile(LABEL + "(?:\\." + LABEL + ")*");
    private static final Pattern NUMBER = Pattern.compile("[0-9]+|0x[0-9a-f]*");
    private static final int LONGEST = 253;

    private Hosts() {}

    /**
     * The host in a text, if valid: a name of letters, digits, hyphens and underscores between dots, or an IP address
     * in canonical form. Resolvers also read {@code 127.1}, {@code 0x7f000001} and {@code 2130706433} as addresses:
     * these are rejected.
     */
    static Optional<String> of(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        String host = text.toLowerCase(Locale.ROOT);
        if (host.indexOf(':') >= 0) {
            return Network.address(host).map(InetAddress::getHostAddress);
        } else if (!NAME.matcher(host).matches()) {
            return Optional.empty();
        }
        return NUMBER.matcher(host.substring(host.lastIndexOf('.') + 1)).matches()
                ? Network.address(host).map(InetAddress::getHostAddress)
                : Optional.of(host);
    }
}
