package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Canonical IP addresses: an IPv4-mapped address (::ffff:a.b.c.d) becomes IPv4. */
final class Addresses {
    private Addresses() {}

    /** The address in these 4 or 16 bytes. */
    static InetAddress of(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(bytes.length + " bytes are not an IP address", e);
        }
    }

    /** The canonical form of an address, without name and zone. */
    static InetAddress plain(InetAddress address) {
        return of(address.getAddress());
    }
}
