package roulette.parsers.rdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * A routing token with a server address, as in the property LoadBalanceInfo of Microsoft's client: address and port,
 * each in network byte order but read as a little-endian number, each followed by a dot, then four zeros, and a space
 * if the length would be odd; zeros and space are optional.
 *
 * <pre>
 * Cookie: msts=3640205228.15629.0000      172.31.249.216:3389
 * </pre>
 */
final class RoutingToken {
    private static final String PREFIX = "Cookie: msts=";
    private static final long MAX_ADDRESS = 0xffff_ffffL;
    private static final long MAX_PORT = 0xffff;

    private RoutingToken() {}

    /** Empty if the line is not such a token, or has port 0. */
    static Optional<InetSocketAddress> server(String line) {
        int first = line.indexOf('.');
        int second = line.indexOf('.', first + 1);
        if (!line.startsWith(PREFIX) || first < 0 || second < 0 || !isEnd(line.substring(second + 1))) {
            return Optional.empty();
        }
        long address = number(line, PREFIX.length(), first, MAX_ADDRESS);
        long port = number(line, first + 1, second, MAX_PORT);
        return address < 0 || port <= 0
                ? Optional.empty()
                : Optional.of(new InetSocketAddress(address(address), Short.reverseBytes((short) port) & 0xffff));
    }

    private static boolean isEnd(String text) {
        return switch (text) {
            case "", " ", "0000", "0000 " -> true;
            default -> false;
        };
    }

    /** Negative if it is not a decimal number, or too large. */
    private static long number(String line, int from, int to, long max) {
        long number = from < to ? 0 : -1;
        for (int i = from; i < to && number >= 0; i++) {
            int digit = line.charAt(i) - '0';
            long next = number * 10 + digit;
            number = digit < 0 || digit > 9 || next > max ? -1 : next;
        }
        return number;
    }

    private static InetAddress address(long number) {
        return InetAddress.ofLiteral(
                (number & 0xff) + "." + (number >> 8 & 0xff) + "." + (number >> 16 & 0xff) + "." + (number >> 24));
    }
}
