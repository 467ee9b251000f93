package roulette.routers.socks;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.routers.socks.Wire.bytes;
import static roulette.routers.socks.Wire.socks4;
import static roulette.routers.socks.Wire.socks4a;

import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class Socks4Test {
    private static final String TEXT_255 = "u".repeat(255);
    private static final String HOST_253 =
            "a".repeat(63) + "." + "b".repeat(63) + "." + "c".repeat(63) + "." + "d".repeat(61);

    private final Socks4 socks4 = new Socks4();

    private Message<Request> parse(byte[] bytes) {
        return socks4.request(ByteBuffer.wrap(bytes));
    }

    private static Host host(String text) {
        return Host.of(text).orElseThrow();
    }

    @Test
    void anAddressIsRead() {
        assertThat(parse(socks4("192.0.2.7", 443, "me")))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 11));
    }

    @Test
    void aUserIdMayBeEmptyAndMayHave255Bytes() {
        assertThat(parse(socks4("192.0.2.7", 443, "")))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 9));
        assertThat(parse(socks4("192.0.2.7", 443, TEXT_255)))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 264));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255})
    void aNameIsReadIfOnlyTheLastByteOfTheAddressIsNotZero(int last) {
        assertThat(parse(bytes(4, 1, 0, 80, 0, 0, 0, last, "me", 0, "Example.com", 0)))
                .isEqualTo(new Message.Whole<>(new Request(host("example.com"), 80), 23));
    }

    @Test
    void aZeroAddressIsAnAddress() {
        assertThat(parse(bytes(4, 1, 0, 80, 0, 0, 0, 0, 0)))
                .isEqualTo(new Message.Whole<>(new Request(new Host.Literal(Addresses.of(new byte[4])), 80), 9));
    }

    @Test
    void anAddressWrittenAsANameIsAnAddress() {
        assertThat(parse(socks4a("127.0.0.1", 80, "")))
                .isEqualTo(new Message.Whole<>(new Request(host("127.0.0.1"), 80), 19));
    }

    @Test
    void followingBytesAreNotPartOfTheRequest() {
        assertThat(parse(bytes(socks4("192.0.2.7", 443, "me"), "GET / HTTP/1.1\r\n", 0)))
                .isEqualTo(new Message.Whole<>(new Request(host("192.0.2.7"), 443), 11));
        assertThat(parse(bytes(socks4a("example.com", 443, "me"), "GET", 0)))
                .isEqualTo(new Message.Whole<>(new Request(host("example.com"), 443), 23));
    }

    static List<byte[]> whole() {
        return List.of(
                socks4("192.0.2.7", 443, "me"),
                socks4("192.0.2.7", 1, TEXT_255),
                socks4a("example.com", 65535, ""),
                socks4a(HOST_253, 80, TEXT_255));
    }

    @ParameterizedTest
    @MethodSource("whole")
    void everyTruncationNeedsMore(byte[] whole) {
        for (int count = 0; count < whole.length; count++) {
            assertThat(parse(Wire.first(whole, count))).isEqualTo(new Message.Partial<Request>());
        }
        assertThat(parse(whole)).isInstanceOf(Message.Whole.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 3, 255})
    void aCommandOtherThanConnectIsInvalid(int command) {
        assertThat(parse(bytes(4, command)))
                .isEqualTo(new Message.Invalid<>(Outcome.COMMAND_NOT_SUPPORTED, "command " + command));
    }

    @Test
    void anotherVersionIsInvalid() {
        assertThat(parse(bytes(5))).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "not SOCKS 4"));
    }

    @Test
    void portZeroIsInvalid() {
        assertThat(parse(socks4("192.0.2.7", 0, ""))).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "port 0"));
    }

    @Test
    void aUserIdOfMoreThan255BytesIsInvalidAtOnce() {
        byte[] endless = bytes(4, 1, 0, 80, 192, 0, 2, 7, TEXT_255, "u");

        assertThat(parse(Wire.first(endless, endless.length - 1))).isInstanceOf(Message.Partial.class);
        assertThat(parse(endless)).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "user id of more than 255 bytes"));
        assertThat(parse(bytes(endless, 0)))
                .isEqualTo(new Message.Invalid<>(Outcome.FAILED, "user id of more than 255 bytes"));
    }

    @Test
    void aHostOfMoreThan255BytesIsInvalidAtOnce() {
        byte[] endless = bytes(4, 1, 0, 80, 0, 0, 0, 1, "me", 0, TEXT_255, "u");

        assertThat(parse(Wire.first(endless, endless.length - 1))).isInstanceOf(Message.Partial.class);
        assertThat(parse(endless)).isEqualTo(new Message.Invalid<>(Outcome.FAILED, "host of more than 255 bytes"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a..b", "a b", "a\r\nb", "::1", "127.1", "\u00fc"})
    void anInvalidNameIsRejected(String name) {
        assertThat(parse(socks4a(name, 80, "")))
                .isEqualTo(new Message.Invalid<>(Outcome.FAILED, "the host name is invalid"));
    }

    @Test
    void repliesAreGrantedOrRejected() {
        assertThat(Wire.hex(socks4.reply(Outcome.GRANTED))).isEqualTo("005a000000000000");
        for (Outcome outcome : Outcome.values()) {
            if (outcome != Outcome.GRANTED) {
                assertThat(Wire.hex(socks4.reply(outcome))).isEqualTo("005b000000000000");
            }
        }
    }
}
