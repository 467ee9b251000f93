package roulette.routers.socks;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * All addresses that begin with the same bits.
 *
 * @param first its lowest address
 * @param bits how many bits are the same
 */
record Network(InetAddress first, int bits) {
    /**
     * Reads {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is a network of one.
     *
     * @throws IllegalArgumentException for anything else
     */
    static Network parse(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        InetAddress first = Addresses.parse(address)
                .orElseThrow(() -> new IllegalArgumentException("\"" + address + "\" is no IP address"));
        int all = first.getAddress().length * 8;
        int bits = slash < 0 ? all : length(text.substring(slash + 1), all);
        if (number(first).getLowestSetBit() != -1 && number(first).getLowestSetBit() < all - bits) {
            throw new IllegalArgumentException("\"" + text + "\" has more than " + bits + " bits");
        }
        return new Network(first, bits);
    }

    private static int length(String digits, int max) {
        int length = digits.matches("[0-9]{1,3}") ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (length > max) {
            throw new IllegalArgumentException("after the slash comes a number from 0 to " + max);
        }
        return length;
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    boolean contains(InetAddress address) {
        int all = first.getAddress().length * 8;
        return address.getAddress().length * 8 == all
                && number(address).xor(number(first)).bitLength() <= all - bits;
    }

    /** Whether every address of the other is in this one. */
    boolean contains(Network other) {
        return other.bits >= bits && contains(other.first);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return first.getHostAddress() + "/" + bits;
    }
}
