package roulette.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, 10.255.255.255",
        "192.0.2.128/25, 192.0.2.128, 192.0.2.255",
        "192.0.2.7, 192.0.2.7, 192.0.2.7",
        "192.0.2.7/32, 192.0.2.7, 192.0.2.7",
        "128.0.0.0/1, 128.0.0.0, 255.255.255.255",
        "0.0.0.0/0, 0.0.0.0, 255.255.255.255",
        "2001:db8::/32, 2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff",
        "::1, ::1, ::1",
        "::/0, ::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff",
        "::ffff:10.0.0.1, 10.0.0.1, 10.0.0.1",
    })
    void containsItsFirstAndItsLastAddress(String text, String first, String last) {
        assertThat(contains(text, first)).isTrue();
        assertThat(contains(text, last)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 9.255.255.255",
        "10.0.0.0/8, 11.0.0.0",
        "192.0.2.128/25, 192.0.2.127",
        "192.0.2.7, 192.0.2.6",
        "128.0.0.0/1, 127.255.255.255",
        "2001:db8::/32, 2001:db9::",
        "2001:db8::/32, 2001:db7:ffff::",
        "0.0.0.0/0, ::1",
        "::/0, 10.0.0.1",
    })
    void doesNotContainOtherAddresses(String text, String other) {
        assertThat(contains(text, other)).isFalse();
    }

    private static boolean contains(String network, String address) {
        return Network.parse(network).contains(Network.address(address).orElseThrow());
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8, true",
        "10.0.0.0/8, 10.1.0.0/16, true",
        "10.0.0.0/8, 10.0.0.0/7, false",
        "10.0.0.0/8, 0.0.0.0/0, false",
        "10.0.0.0/8, 11.0.0.0/16, false",
        "::/0, 10.0.0.0/8, false",
        "::/0, ::1, true",
    })
    void containsSmallerNetworksButNotLargerOnes(String outer, String inner, boolean contained) {
        assertThat(Network.parse(outer).contains(Network.parse(inner))).isEqualTo(contained);
    }

    @ParameterizedTest
    @CsvSource({
        "'', is not an IP address",
        "example.com, is not an IP address",
        "10.0.0/8, is not an IP address",
        "010.0.0.0/8, is not an IP address",
        "1:2, is not an IP address",
        "fe80::1%1, is not an IP address",
        "10.0.0.0/, a number from 0 to 32",
        "10.0.0.0/33, a number from 0 to 32",
        "10.0.0.0/-1, a number from 0 to 32",
        "10.0.0.0/8/8, a number from 0 to 32",
        "::/129, a number from 0 to 128",
        "::ffff:10.0.0.0/104, a number from 0 to 32",
        "10.1.0.0/8, has more than 8 bits",
        "128.0.0.0/0, has more than 0 bits",
        "2001:db8::1/64, has more than 64 bits",
    })
    void anInvalidNetworkIsAnError(String text, String message) {
        assertThatThrownBy(() -> Network.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"1.2.3.4, 1.2.3.4", "::ffff:1.2.3.4, 1.2.3.4", "2001:DB8::1, 2001:db8:0:0:0:0:0:1"})
    void anAddressHasOneCanonicalForm(String text, String form) {
        assertThat(Network.address(text)).map(InetAddress::getHostAddress).contains(form);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "localhost", "127.1", "0x7f.0.0.1", "01.2.3.4", "1.2.3.256", "[::1]", "::1%lo", "::g", ":"})
    void addressFormsOfResolversAreRejected(String text) {
        assertThat(Network.address(text)).isEmpty();
    }
}
