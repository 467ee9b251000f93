package roulette.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressesTest {
    private static String text(InetAddress address) {
        return Addresses.text(new InetSocketAddress(address, 80));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 10.0.0.1:80",
        "::, [::]:80",
        "::1, [::1]:80",
        "1::, [1::]:80",
        "10::100, [10::100]:80",
        "fe80::, [fe80::]:80",
        "1:2:3:4:5:6:7:8, [1:2:3:4:5:6:7:8]:80",
        "2001:db8::1, [2001:db8::1]:80",
        "2001:db8:0:1:1:1:1:1, [2001:db8:0:1:1:1:1:1]:80",
        "2001:0:0:1:0:0:0:1, [2001:0:0:1::1]:80",
        "2001:db8:0:0:1:0:0:1, [2001:db8::1:0:0:1]:80",
        "2001:DB8::ABCD:0:0, [2001:db8::abcd:0:0]:80",
        "::ffff:10.0.0.1, 10.0.0.1:80"
    })
    void anAddressIsShortened(String literal, String text) {
        assertThat(text(InetAddress.ofLiteral(literal))).isEqualTo(text);
    }

    @Test
    void aLinkLocalAddressKeepsItsScope() throws UnknownHostException {
        byte[] address = InetAddress.ofLiteral("fe80::1").getAddress();
        assertThat(text(Inet6Address.getByAddress("", address, 3))).isEqualTo("[fe80::1%3]:80");
        assertThat(text(InetAddress.ofLiteral("fe80::%1"))).isEqualTo("[fe80::%1]:80");
        assertThat(text(InetAddress.ofLiteral("fe80::1%0"))).isEqualTo("[fe80::1%0]:80");
    }

    @Test
    void anUnresolvedAddressIsItsName() {
        assertThat(Addresses.text(InetSocketAddress.createUnresolved("b.example", 80)))
                .isEqualTo("b.example:80");
    }

    @ParameterizedTest
    @CsvSource({"::, *:80", "0.0.0.0, 0.0.0.0:80", "::1, [::1]:80", "127.0.0.1, 127.0.0.1:80"})
    void aBoundAddressOfAllFamiliesIsAnAsterisk(String literal, String text) {
        assertThat(Addresses.bound(new InetSocketAddress(InetAddress.ofLiteral(literal), 80)))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:80", "[::1]:80"})
    void addressesAreRecognised(String target) {
        assertThat(Addresses.isLiteral(target)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"b.example:80", "10.0.0.1.example:80", "localhost:80", "a"})
    void namesAreNoAddresses(String target) {
        assertThat(Addresses.isLiteral(target)).isFalse();
    }
}
