package roulette.match;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of IP addresses with a common prefix (CIDR). An IPv4-mapped IPv6 address ({@code ::ffff:a.b.c.d}) is treated
 * as IPv4.
 *
 * @param first its lowest address
 * @param bits the prefix length: 0 to 32, or to 128
 */
public record Network(InetAddress first, int bits) {
    private static final String OCTET = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern IPV6_CHARACTERS = Pattern.compile("[0-9a-fA-F:.]{2,45}");

    /**
     * The addresses that share the first bits of this one.
     *
     * @throws IllegalArgumentException if the prefix length is out of range, or the address has bits set beyond it
     */
    public Network {
        byte[] address = first.getAddress();
        if (bits < 0 || bits > address.length * 8) {
            throw new IllegalArgumentException("an address has 0 to " + address.length * 8 + " bits, not " + bits);
        }
        for (int i = bits; i < address.length * 8; i++) {
            if ((address[i / 8] >> (7 - i % 8) & 1) == 1) {
                throw new IllegalArgumentException("\"" + first.getHostAddress() + "/" + bits + "\" has more than "
                        + bits + " bits: write the first address of the network");
            }
        }
    }

    /**
     * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is a network of one.
     *
     * @throws IllegalArgumentException for anything else, with the reason as its message
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress first = address(address)
                .orElseThrow(() -> new IllegalArgumentException("\"" + address + "\" is not an IP address"));
        int all = first.getAddress().length * 8;
        return new Network(first, slash < 0 ? all : length(text, slash, all));
    }

    private static int length(String text, int slash, int max) {
        String digits = text.substring(slash + 1);
        int length = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (length > max) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": the slash must be followed by a number from 0 to " + max);
        }
        return length;
    }

    /**
     * Parses an IP address: four decimal numbers without leading zeros, or IPv6 without brackets and zone. Never
     * resolves names.
     */
    public static Optional<InetAddress> address(String text) {
        boolean literal = text.indexOf(':') < 0
                ? IPV4.matcher(text).matches()
                : IPV6_CHARACTERS.matcher(text).matches();
        if (!literal) {
            return Optional.empty();
        }
        try {
            // Built from its bytes, which have no zone.
            return Optional.of(
                    InetAddress.getByAddress(InetAddress.ofLiteral(text).getAddress()));
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Whether an address is in this network. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] its = address.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        int whole = bits / 8;
        for (int i = 0; i < whole; i++) {
            if (mine[i] != its[i]) {
                return false;
            }
        }
        int rest = bits % 8;
        return rest == 0 || (mine[whole] ^ its[whole]) >> (8 - rest) == 0;
    }

    /** Whether this network contains all of the other. */
    public boolean contains(Network other) {
        return other.bits >= bits && contains(other.first);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
