package roulette.options;

import java.net.InetAddress;

/**
 * A network in CIDR notation, {@code 10.0.0.0/8} or {@code 2001:db8::/32}, or a single address.
 *
 * @param address its first address; the bits after the prefix are 0
 * @param prefix the prefix length: 0 to 32, or to 128
 */
public record Network(InetAddress address, int prefix) {
    /**
     * Reads {@code address/prefix} or {@code address}.
     *
     * @throws IllegalArgumentException for anything else; the message says what is wrong
     */
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = literal(text, slash < 0 ? text : text.substring(0, slash));
        int bits = address.getAddress().length * 8;
        int prefix = slash < 0 ? bits : prefix(text, text.substring(slash + 1), bits);
        Network network = new Network(address, prefix);
        for (int bit = prefix; bit < bits; bit++) {
            if (bit(address.getAddress(), bit)) {
                throw new IllegalArgumentException("\"" + text + "\" has bits set after its first " + prefix
                        + "; write the first address of the network");
            }
        }
        return network;
    }

    /** Whether this network contains an address. */
    public boolean contains(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] its = other.getAddress();
        if (mine.length != its.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            if (bit(mine, bit) != bit(its, bit)) {
                return false;
            }
        }
        return true;
    }

    private static boolean bit(byte[] address, int bit) {
        return (address[bit / 8] >> (7 - bit % 8) & 1) == 1;
    }

    private static InetAddress literal(String text, String address) {
        try {
            return InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text
                    + "\" is no network; write one such as \"10.0.0.0/8\", \"2001:db8::/32\" or an address");
        }
    }

    private static int prefix(String text, String digits, int bits) {
        boolean number =
                digits.length() <= 3 && !digits.isEmpty() && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        int prefix = number ? Integer.parseInt(digits) : -1;
        if (prefix < 0 || prefix > bits) {
            throw new IllegalArgumentException("\"" + text + "\" must have 0 to " + bits + " after the slash");
        }
        return prefix;
    }
}
