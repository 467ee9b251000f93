package roulette.options;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.match.Network;

class NetworkSetTest {
    private static NetworkSet set(String... networks) {
        return NetworkSet.of(Stream.of(networks).map(Network::parse).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "9.255.255.255, false",
        "10.0.0.0, true",
        "10.255.255.255, true",
        "11.0.0.0, false",
        "192.0.2.1, true",
        "192.0.2.2, false",
        "255.255.255.255, true",
        "2001:db8::, true",
        "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, true",
        "2001:db9::, false",
        "2001:db7:ffff:ffff:ffff:ffff:ffff:ffff, false",
        "fe80::1, true",
        "fe80::2, false",
        "fe80:0:0:1::8000:1, false",
        "::10.0.0.1, false",
        "::ffff:10.0.0.1, true"
    })
    void anAddressIsFoundFromTheFirstToTheLastOfANetwork(String address, boolean expected) {
        NetworkSet networks =
                set("192.0.2.1", "10.0.0.0/8", "10.1.0.0/16", "10.0.0.0/16", "255.0.0.0/8", "2001:db8::/32", "fe80::1");
        assertThat(networks.contains(InetAddress.ofLiteral(address))).isEqualTo(expected);
    }

    @Test
    void aSetWithoutNetworksHasNoAddressAndOneOfAllHasEach() {
        assertThat(set().isEmpty()).isTrue();
        assertThat(set().contains(InetAddress.ofLiteral("10.0.0.1"))).isFalse();
        assertThat(set("::/0").contains(InetAddress.ofLiteral("ffff::1"))).isTrue();
        assertThat(set("0.0.0.0/0").contains(InetAddress.ofLiteral("255.0.0.1")))
                .isTrue();
        assertThat(set("0.0.0.0/0").contains(InetAddress.ofLiteral("ff::1"))).isFalse();
    }

    @Test
    void itAgreesWithASearchOfAllNetworks() throws UnknownHostException {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<Network> networks = new ArrayList<>();
            for (int i = random.nextInt(30); i > 0; i--) {
                networks.add(network(random, random.nextBoolean() ? 4 : 16));
            }
            NetworkSet set = NetworkSet.of(networks);
            for (int i = 0; i < 200; i++) {
                InetAddress address =
                        network(random, random.nextBoolean() ? 4 : 16).first();
                assertThat(set.contains(address))
                        .as("%s in %s", address, networks)
                        .isEqualTo(networks.stream().anyMatch(network -> network.contains(address)));
            }
        }
    }

    /** Few different bits, so that networks contain each other. */
    private static Network network(Random random, int length) throws UnknownHostException {
        byte[] bytes = new byte[length];
        int bits = random.nextInt(length * 8 + 1);
        for (int bit : new int[] {0, 1, 7, 30, 31, 63, 64, 65, 127}) {
            if (bit < bits && random.nextBoolean()) {
                bytes[bit / 8] |= (byte) (0x80 >> bit % 8);
            }
        }
        return new Network(InetAddress.getByAddress(bytes), bits);
    }

    @Test
    void aSearchAmong100000NetworksTakesMicroseconds() throws UnknownHostException {
        Random random = new Random(42);
        List<Network> networks = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[4];
            random.nextBytes(bytes);
            networks.add(new Network(InetAddress.getByAddress(bytes), 32));
        }
        NetworkSet set = NetworkSet.of(networks);
        long start = System.nanoTime();
        for (Network each : networks) {
            assertThat(set.contains(each.first())).isTrue();
        }
        // One comparison with each of them would take minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
    }
}
