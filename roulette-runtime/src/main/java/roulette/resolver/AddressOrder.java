package roulette.resolver;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * The order in which the addresses of a name are tried: as the name service gives them, but IPv4 and IPv6 take turns
 * beginning with the first one's family (RFC 8305, section 4).
 */
final class AddressOrder {
    /** More addresses of one name are not tried, nor remembered. */
    static final int MOST = 16;

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
        return ordered.stream().limit(MOST).toArray(InetAddress[]::new);
    }
}
