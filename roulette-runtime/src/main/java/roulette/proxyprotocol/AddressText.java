package roulette.proxyprotocol;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Parses addresses and ports of a version 1 line (section 2.1): each IPv4 address and port has one form only. */
final class AddressText {
    /** The form of the addresses of one family. */
    interface Form {
        InetAddress read(String text) throws MalformedException;
    }

    private AddressText() {}

    /** Four decimal numbers of 0 to 255 with dots between them. */
    static InetAddress ipv4(String text) throws MalformedException {
        String[] numbers = text.split("\\.", -1);
        if (numbers.length != 4) {
            throw new MalformedException("an IPv4 address does not have four numbers");
        }
        byte[] address = new byte[4];
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) decimal(numbers[i], 255);
        }
        return address(address);
    }

    /**
     * Up to eight groups of one to four hexadecimal digits, with at most one {@code ::}. The last two may be an IPv4
     * address: the document does not describe this form, but HAProxy writes it.
     */
    static InetAddress ipv6(String text) throws MalformedException {
        String[] groups = text.split(":", -1);
        for (int i = 0; i < groups.length; i++) {
            if (i == groups.length - 1 && groups[i].contains(".")) {
                ipv4(groups[i]);
            } else if (groups[i].length() > 4) {
                throw new MalformedException("a group of an IPv6 address has more than four digits");
            }
        }
        try {
            return Inet6Address.ofLiteral(text);
        } catch (IllegalArgumentException e) {
            throw new MalformedException("an IPv6 address is invalid");
        }
    }

    /** 0 to 65535. */
    static int port(String text) throws MalformedException {
        return decimal(text, 65535);
    }

    /** An address of 4 or 16 bytes. */
    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new AssertionError("an address of " + bytes.length + " bytes", e);
        }
    }

    /** "Heading zeroes are not permitted in front of numbers." */
    private static int decimal(String digits, int maximum) throws MalformedException {
        boolean plain = !digits.isEmpty()
                && digits.length() <= 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.length() == 1 || digits.charAt(0) != '0');
        int number = plain ? Integer.parseInt(digits) : Integer.MAX_VALUE;
        if (number > maximum) {
            throw new MalformedException("a number is not 0 to " + maximum + " in plain decimal digits");
        }
        return number;
    }
}
