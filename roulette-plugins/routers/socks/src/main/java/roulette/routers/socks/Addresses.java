package roulette.routers.socks;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** IP addresses, in one form only: one that stands for an IPv4 address as ::ffff:a.b.c.d is that IPv4 address. */
final class Addresses {
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
}
