package roulette.routers.socks;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import roulette.match.Network;

/**
 * Networks outside the public internet: this machine, its local networks, and their IPv6 equivalents. Clients can reach
 * them only if an entry names the network.
 */
final class ProtectedNetworks {
    private static final List<Network> IPV4 = networks(
            "0.0.0.0/8", // this network (RFC 791), with the unspecified address
            "10.0.0.0/8", // private (RFC 1918)
            "100.64.0.0/10", // shared behind a carrier's NAT (RFC 6598)
            "127.0.0.0/8", // loopback (RFC 1122)
            "169.254.0.0/16", // link-local (RFC 3927), with the metadata services of clouds
            "172.16.0.0/12", // private (RFC 1918)
            "192.0.0.0/24", // protocol assignments (RFC 6890)
            "192.168.0.0/16", // private (RFC 1918)
            "198.18.0.0/15", // benchmarks of networks (RFC 2544)
            "224.0.0.0/4", // multicast (RFC 5771)
            "240.0.0.0/4"); // reserved (RFC 1112), with the broadcast address

    private static final List<Network> IPV6 = networks(
            "::/96", // unspecified, loopback, IPv4-compatible (RFC 4291)
            "64:ff9b:1::/48", // NAT64 of a site (RFC 8215)
            "2001::/32", // Teredo, a tunnel to IPv4 (RFC 4380)
            "fc00::/7", // unique local (RFC 4193)
            "fe80::/10", // link-local (RFC 4291)
            "fec0::/10", // site-local (RFC 3879)
            "ff00::/8"); // multicast (RFC 4291)

    private static final Network NAT64 = Network.parse("64:ff9b::/96"); // RFC 6052
    private static final Network SIX_TO_FOUR = Network.parse("2002::/16"); // RFC 3056

    private static final List<Network> ALL = Stream.of(
                    IPV4.stream(),
                    IPV6.stream(),
                    IPV4.stream().map(network -> inside(NAT64, network)),
                    IPV4.stream().map(network -> inside(SIX_TO_FOUR, network)))
            .flatMap(networks -> networks)
            .toList();

    private ProtectedNetworks() {}

    static boolean contain(InetAddress address) {
        return ALL.stream().anyMatch(network -> network.contains(address));
    }

    /** Whether the network lies in one of these, so it can't mean public addresses. */
    static boolean contain(Network network) {
        return ALL.stream().anyMatch(each -> each.contains(network));
    }

    private static List<Network> networks(String... texts) {
        return Stream.of(texts).map(Network::parse).toList();
    }

    /** The IPv4 network embedded in IPv6 addresses after this prefix. */
    private static Network inside(Network prefix, Network ipv4) {
        byte[] bytes = ByteBuffer.wrap(prefix.first().getAddress())
                .put(prefix.bits() / 8, ipv4.first().getAddress())
                .array();
        return new Network(Addresses.of(bytes), prefix.bits() + ipv4.bits());
    }
}
