package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.bytes;
import static roulette.routers.socks.Wire.socks5;
import static roulette.routers.socks.Wire.socks5Name;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.match.Network;

class Socks5Test {
    private final Socks5 socks5 = new Socks5();

    private Message<Request> parse(byte[] bytes) {
        return socks5.request(ByteBuffer.wrap(bytes));
    }

    private static Host host(String text) {
        return Host.of(text).orElseThrow();
    }

    @Test
    void anIpv4AddressIsRead() {
        assertThat(parse(socks5("192.0.2.7", 443)))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 10));
    }

    @Test
    void anIpv6AddressIsRead() {
        Host address = new Host.Literal(Network.address("2001:db8::7").orElseThrow());

        assertThat(parse(socks5("2001:db8::7", 65535))).isEqualTo(new Message.Whole<>(new Request(address, 65535), 22));
    }

    @Test
    void anIpv4AddressMappedIntoIpv6IsTheIpv4Address() {
        byte[] mapped = bytes(5, 1, 0, 4, new byte[10], 255, 255, 192, 0, 2, 7, 0, 80);

        assertThat(parse(mapped)).isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 80), 22));
    }

    @Test
    void aNameIsRead() {
        assertThat(parse(socks5Name("Example.com", 80)))
                .isEqualTo(new Message.Whole<>(new Request(host("example.com"), 80), 18));
    }

    @Test
    void anAddressWrittenAsANameIsAnAddress() {
        assertThat(parse(socks5Name("127.0.0.1", 80)))
                .isEqualTo(new Message.Whole<>(new Request(host("127.0.0.1"), 80), 16));
    }

    @Test
    void followingBytesAreNotPartOfTheRequest() {
        assertThat(parse(bytes(socks5("192.0.2.7", 443), "more")))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 10));
        assertThat(parse(bytes(socks5Name("a", 443), "more")))
                .isEqualTo(new Message.Whole<>(new Request(host("a"), 443), 8));
    }

    static List<byte[]> whole() {
        return List.of(
                socks5("192.0.2.7", 443),
                socks5("2001:db8::7", 443),
                socks5Name("a", 443),
                socks5Name("www.example.com", 443));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void everyTruncationNeedsMore(byte[] whole) {
        for (int count = 0; count < whole.length; count++) {
            assertThat(parse(Wire.first(whole, count))).isEqualTo(new Message.Partial<Request>());
        }
        assertThat(parse(whole)).isInstanceOf(Message.Whole.class);
    }

    @Test
    void aPortIsReadOnlyWhenComplete() {
        assertThat(parse(bytes(5, 1, 0, 3, 255, "short", 0, 80))).isEqualTo(new Message.Partial<Request>());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void aCommandOtherThanConnectIsNotSupported(int command) {
        assertThat(parse(bytes(5, command, 0, 1)))
                .isEqualTo(new Message.Invalid<>(Outcome.COMMAND_NOT_SUPPORTED, "command " + command));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5, 255})
    void anotherAddressTypeIsNotSupported(int type) {
        assertThat(parse(bytes(5, 1, 0, type)))
                .isEqualTo(new Message.Invalid<>(Outcome.ADDRESS_TYPE_NOT_SUPPORTED, "address type " + type));
    }

    @Test
    void anotherVersionIsInvalid() {
        assertThat(parse(bytes(4))).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "not SOCKS 5"));
    }

    @Test
    void theReservedByteIsZero() {
        assertThat(parse(bytes(5, 1, 1, 1)))
                .isEqualTo(new Message.Invalid<>(Outcome.FAILED, "the reserved byte is not 0"));
    }

    @Test
    void portZeroIsInvalid() {
        assertThat(parse(socks5("192.0.2.7", 0))).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "port 0"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a b", "a\r\nb", "::1", "[::1]", "127.1", "0x7f000001"})
    void anInvalidNameIsRejected(String name) {
        assertThat(parse(socks5Name(name, 80)))
                .isEqualTo(new Message.Invalid<>(Outcome.FAILED, "the host name is invalid"));
    }

    @ParameterizedTest
    @CsvSource({
        "GRANTED, 00",
        "FAILED, 01",
        "NOT_ALLOWED, 02",
        "NETWORK_UNREACHABLE, 03",
        "HOST_UNREACHABLE, 04",
        "REFUSED, 05",
        "TTL_EXPIRED, 06",
        "COMMAND_NOT_SUPPORTED, 07",
        "ADDRESS_TYPE_NOT_SUPPORTED, 08",
    })
    void repliesHaveTheCodesOfTheRfc(Outcome outcome, String code) {
        assertThat(Wire.hex(socks5.reply(outcome))).isEqualTo("05" + code + "0001000000000000");
    }

    @ParameterizedTest
    @EnumSource
    void everyFailureOfATargetHasACode(roulette.api.Failure failure) {
        assertThat(Outcome.of(failure)).isNotEqualTo(Outcome.GRANTED);
    }
}
