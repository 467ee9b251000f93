package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.match.Network;

class AllowListTest {
    private static final String PUBLIC = "192.0.2.7";

    private static InetAddress address(String text) {
        return Network.address(text).orElseThrow();
    }

    private static boolean allowsName(String entry, String name, String address, int port) {
        return AllowList.parse(List.of(entry)).allows(Host.of(name).orElseThrow(), address(address), port);
    }

    private static boolean allowsLiteral(String entry, String address, int port) {
        InetAddress it = address(address);
        AllowList list = AllowList.parse(List.of(entry));
        boolean allows = list.allows(new Host.Literal(it), it, port);
        assertThat(list.concerns(new Host.Literal(it), port)).isEqualTo(allows);
        return allows;
    }

    @ParameterizedTest
    @CsvSource({
        "example.com:443, example.com, 443, true",
        "Example.Com.:443, example.com, 443, true",
        "example.com:443, example.com, 80, false",
        "example.com:443, www.example.com, 443, false",
        "example.com:443, example.co, 443, false",
        "example.com:443, badexample.com, 443, false",
        "'*.example.com:80,443', www.example.com, 80, true",
        "'*.example.com:80,443', a.b.example.com, 443, true",
        "'*.example.com:80,443', example.com, 443, false",
        "'*.example.com:80,443', badexample.com, 443, false",
        "'*.example.com:80,443', www.example.com.evil, 443, false",
        "'*.example.com:80,443', www.example.com, 81, false",
    })
    void aNameIsAllowedWithItsPorts(String entry, String name, int port, boolean allowed) {
        assertThat(allowsName(entry, name, PUBLIC, port)).isEqualTo(allowed);
        assertThat(AllowList.parse(List.of(entry)).concerns(Host.of(name).orElseThrow(), port))
                .isEqualTo(allowed);
    }

    @Test
    void aRuleForANameDoesNotAllowARequestByAddress() {
        assertThat(allowsLiteral("example.com:443", PUBLIC, 443)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1", "10.1.2.3", "169.254.169.254", "::1", "fd00::1", "64:ff9b::10.0.0.1"})
    void aRuleForANameAllowsNoProtectedAddress(String address) {
        assertThat(allowsName("example.com:443", "example.com", address, 443)).isFalse();
        assertThat(allowsName("*.example.com:*", "www.example.com", address, 443))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "192.0.2.0/24:443, 192.0.2.7, 443, true",
        "192.0.2.0/24:443, 192.0.2.7, 80, false",
        "192.0.2.0/24:443, 192.0.3.7, 443, false",
        "192.0.2.7:8000-8100, 192.0.2.7, 8001, true",
        "192.0.2.7:8000-8100, 192.0.2.8, 8001, false",
        "[2001:db8::]/32:443, 2001:db8::7, 443, true",
        "[2001:db8::]/32:443, 2001:db9::7, 443, false",
        "[2001:db8::7]:*, 2001:db8::7, 1, true",
        "[2001:db8::7]:*, 2001:db8::8, 1, false",
        "0.0.0.0/0:*, 192.0.2.7, 443, true",
        "0.0.0.0/0:*, 2001:db8::7, 443, false",
        "[::]/0:*, 2001:db8::7, 443, true",
        "10.0.0.0/8:*, 10.1.2.3, 22, true",
        "10.1.2.3:22, 10.1.2.3, 22, true",
        "10.1.2.3:22, 10.1.2.4, 22, false",
        "127.0.0.1:22, 127.0.0.1, 22, true",
        "[::1]:22, ::1, 22, true",
        "0.0.0.0/0:*, 10.1.2.3, 22, false",
        "0.0.0.0/0:*, 127.0.0.1, 22, false",
        "10.0.0.0/7:*, 10.1.2.3, 22, false",
        "10.0.0.0/7:*, 11.1.2.3, 22, true",
        "[::]/0:*, ::1, 22, false",
        "[::]/0:*, 64:ff9b::10.0.0.1, 22, false",
        "[::]/0:*, 2002:a00:1::1, 22, false",
        "[64:ff9b::]/96:*, 64:ff9b::10.0.0.1, 22, false",
        "[64:ff9b::a00:0]/104:*, 64:ff9b::10.0.0.1, 22, true",
    })
    void aNetworkIsAllowedWithItsPortsAndWithProtectedAddressesWhereItNamesThem(
            String entry, String address, int port, boolean allowed) {
        assertThat(allowsLiteral(entry, address, port)).isEqualTo(allowed);
        assertThat(allowsName(entry, "example.com", address, port)).isEqualTo(allowed);
    }

    @Test
    void anyOfTheRulesMayAllow() {
        AllowList list = AllowList.parse(List.of("example.com:443", "10.0.0.0/8:443"));
        Host name = new Host.Name("example.com");

        assertThat(list.allows(name, address(PUBLIC), 443)).isTrue();
        assertThat(list.allows(name, address("10.1.2.3"), 443)).isTrue();
        assertThat(list.allows(name, address("192.168.1.1"), 443)).isFalse();
    }

    @Test
    void withoutRulesNothingIsAllowed() {
        assertThat(AllowList.NOTHING.concerns(new Host.Name("example.com"), 443))
                .isFalse();
        assertThat(AllowList.parse(List.of())).isEqualTo(AllowList.NOTHING);
    }

    @Test
    void aNetworkAppliesToEveryNameButNotToOtherPorts() {
        AllowList list = AllowList.parse(List.of("10.0.0.0/8:443"));

        assertThat(list.concerns(new Host.Name("example.com"), 443)).isTrue();
        assertThat(list.concerns(new Host.Name("example.com"), 80)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', has no ports",
        "example.com, has no ports",
        "[::1], has no ports",
        "::1, an IPv6 address in brackets",
        "2001:db8::/32:443, an IPv6 address in brackets",
        "[::1:443, write an IPv6 address as in",
        "[::1]x:443, write an IPv6 address as in",
        "[example.com]:443, is not an IP address",
        "[fc00::]/200:443, a number from 0 to 128",
        "10.0.0.0/33:443, a number from 0 to 32",
        "10.0.0.1/8:443, has more than 8 bits",
        ":443, is neither a name nor an address",
        "*:443, is neither a name nor an address",
        "*.:443, is neither a name nor an address",
        "*.10.0.0.1:443, is neither a name nor an address",
        "www.*.com:443, is neither a name nor an address",
        "127.1:443, is neither a name nor an address",
        "example.com:, is not a port",
        "example.com:https, is not a port",
        "example.com:90-80, ends before it begins",
    })
    void anInvalidEntryIsQuoted(String entry, String message) {
        assertThatThrownBy(() -> AllowList.parse(List.of("example.com:443", entry)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("\"" + entry + "\": ")
                .hasMessageContaining(message);
    }
}
