package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostTest {
    @ParameterizedTest
    @CsvSource({
        "example.com, example.com",
        "EXAMPLE.Com, example.com",
        "example.com., example.com",
        "localhost, localhost",
        "_dmarc.a-b.c_d, _dmarc.a-b.c_d",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "1and1.com, 1and1.com",
        "10.in-addr, 10.in-addr",
        "a0x1, a0x1",
        "0xy, 0xy",
    })
    void namesAreNormalised(String text, String name) {
        assertThat(Host.of(text)).contains(new Host.Name(name));
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "0.0.0.0, 0.0.0.0", "255.255.255.255, 255.255.255.255", "10.0.0.1., 10.0.0.1"})
    void fourNumbersAreAnAddress(String text, String address) {
        assertThat(Host.of(text).map(Host::toString)).contains(address);
        assertThat(Host.of(text)).containsInstanceOf(Host.Literal.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.1",
                "2130706433",
                "0x7f000001",
                "0X7F000001",
                "0x",
                "127.0.0.0x1",
                "0177.0.0.1",
                "127.0.0.01",
                "256.0.0.1",
                "1.2.3.4.5",
                "example.1",
            })
    void textsThatResolversReadAsAddressesAreNotNames(String text) {
        assertThat(Host.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                ".a",
                "a..",
                "a..b",
                "a b",
                "a\n",
                "a\u0000b",
                "a\u001b[2J",
                "a/b",
                "a:80",
                "user@host",
                "*.a",
                "a%b",
                "::1",
                "[::1]",
                "b\u00fccher.example",
                "\uff11",
            })
    void otherTextsAreNotNames(String text) {
        assertThat(Host.of(text)).isEmpty();
    }

    @Test
    void namesAndLabelsHaveMaximumLengths() {
        String part = "a".repeat(63);
        String longest = part + "." + part + "." + part + "." + "a".repeat(61);

        assertThat(Host.of(longest)).isPresent();
        assertThat(Host.of(longest + ".")).isPresent();
        assertThat(Host.of(longest + "a")).isEmpty();
        assertThat(Host.of(part + "a")).isEmpty();
    }
}
