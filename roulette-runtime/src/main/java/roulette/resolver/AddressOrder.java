package roulette.resolver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The order in which the addresses of a name are tried: the name service's order, but IPv4 and IPv6 alternate,
 * beginning with the family of the first (RFC 8305, section 4).
 */
final class AddressOrder {
    /** The maximum number of addresses of one name that are tried and cached. */
    static final int MAXIMUM = 16;

    private AddressOrder() {}

    static InetAddress[] of(InetAddress[] found) {
        List<InetAddress> first = new ArrayList<>();
        List<InetAddress> second = new ArrayList<>();
        for (InetAddress address : found) {
            boolean like = address instanceof Inet4Address == found[0] instanceof Inet4Address;
            (like ? first : second).add(address);
        }
        List<InetAddress> ordered = new ArrayList<>();
        Iterator<InetAddress> others = second.iterator();
        for (InetAddress address : first) {
            ordered.add(address);
            if (others.hasNext()) {
                ordered.add(others.next());
            }
        }
        others.forEachRemaining(ordered::add);
        return ordered.stream().limit(MAXIMUM).toArray(InetAddress[]::new);
    }
}
