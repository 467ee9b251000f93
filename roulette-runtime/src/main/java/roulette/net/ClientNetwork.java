package roulette.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** A client, identified by its IPv4 address or the /64 of its IPv6 address. */
record ClientNetwork(long high, int family) {
    static ClientNetwork of(InetAddress address) {
        byte[] bytes = address.getAddress();
        long bits = 0;
        for (byte part : Arrays.copyOf(bytes, Math.min(8, bytes.length))) {
            bits = bits << 8 | (part & 0xff);
        }
        return new ClientNetwork(bits, address instanceof Inet6Address ? 6 : 4);
    }
}
