package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.match.Network;

class ProtectedNetworksTest {
    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0", // unspecified
                "0.255.255.255",
                "::",
                "127.0.0.1", // loopback
                "127.255.255.254",
                "::1",
                "10.0.0.0", // private
                "10.255.255.255",
                "172.16.0.0",
                "172.31.255.255",
                "192.168.0.0",
                "192.168.255.255",
                "fc00::",
                "fdff:ffff::1",
                "fec0::1",
                "100.64.0.0", // behind a carrier's NAT
                "100.127.255.255",
                "169.254.0.1", // link-local
                "169.254.169.254",
                "fe80::1",
                "febf::1",
                "224.0.0.1", // multicast
                "239.255.255.255",
                "ff02::1",
                "240.0.0.1", // reserved, broadcast
                "255.255.255.255",
                "192.0.0.192", // protocol assignments
                "198.18.0.1", // benchmarks
                "198.19.255.255",
                "::ffff:127.0.0.1", // IPv4-mapped
                "::ffff:10.1.2.3",
                "::127.0.0.1", // IPv4-compatible
                "::10.1.2.3",
                "64:ff9b::127.0.0.1", // NAT64
                "64:ff9b::10.1.2.3",
                "64:ff9b::169.254.169.254",
                "64:ff9b::255.255.255.255",
                "64:ff9b:1::1",
                "2002:7f00:1::", // 6to4
                "2002:a01:203::1",
                "2002:a9fe:a9fe::1",
                "2002:c0a8:ffff:ffff:ffff:ffff:ffff:ffff",
                "2001:0:1::1", // Teredo
            })
    void nonPublicAddressesAreProtected(String address) {
        assertThat(ProtectedNetworks.contain(address(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.0.0.0",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "126.255.255.255",
                "128.0.0.0",
                "169.253.255.255",
                "169.255.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.2.7",
                "192.167.255.255",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "::ffff:192.0.2.7",
                "64:ff9b::192.0.2.7",
                "2002:c000:207::1",
                "2001:1::1",
                "2001:db8::1",
                "2606:4700::1111",
                "fbff::1",
            })
    void publicAddressesAreNotProtected(String address) {
        assertThat(ProtectedNetworks.contain(address(address))).isFalse();
    }

    @Test
    void anIpv4MappedAddressIsProtectedInEveryForm() throws UnknownHostException {
        byte[] mapped = Wire.bytes(new byte[10], 255, 255, 127, 0, 0, 1);
        InetAddress handedOut = Inet6Address.getByAddress("rebound.example", mapped, 0);

        assertThat(handedOut).isInstanceOf(Inet6Address.class);
        assertThat(Addresses.plain(handedOut)).isEqualTo(address("127.0.0.1"));
        assertThat(ProtectedNetworks.contain(Addresses.plain(handedOut))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/8",
                "10.1.2.3/32",
                "127.0.0.1/32",
                "::1/128",
                "fd00::/8",
                "64:ff9b::a00:0/104",
                "2002:a00::/24",
                "169.254.169.254/32"
            })
    void aNetworkInsideAProtectedOneAllowsIt(String network) {
        assertThat(ProtectedNetworks.contain(Network.parse(network))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0/0", "10.0.0.0/7", "::/0", "::/64", "64:ff9b::/96", "2002::/16", "192.0.2.0/24"})
    void aLargerNetworkAllowsNoProtectedOne(String network) {
        assertThat(ProtectedNetworks.contain(Network.parse(network))).isFalse();
    }
}
