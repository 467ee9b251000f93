package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IP addresses, in one form only: one that stands for an IPv4 address as ::ffff:a.b.c.d is that IPv4 address. */
final class Addresses {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    private Addresses() {}

    /** The address that these 4 or 16 bytes are. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are no IP address", e);
        }
    }

    /** The same address in its one form, without a name and without a zone. */
    static InetAddress plain(InetAddress address) {
        return of(address.getAddress());
    }

    /** The address that a text is: four decimal numbers without leading zeros, or IPv6 without brackets and zone. */
    static Optional<InetAddress> parse(String text) {
        boolean literal = text.indexOf(':') < 0
                ? IPV4.matcher(text).matches()
                : IPV6_CHARACTERS.matcher(text).matches();
        if (!literal) {
            return Optional.empty();
        }
        try {
            return Optional.of(plain(InetAddress.ofLiteral(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
