package roulette.parsers.minecraft;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.minecraft.Packets.handshake;
import static roulette.parsers.minecraft.Packets.packet;
import static roulette.parsers.minecraft.Packets.u16;
import static roulette.parsers.minecraft.Packets.varInt;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import roulette.parsers.Pieces;
import roulette.parsers.minecraft.MinecraftHandshake.Intent;

class MinecraftHandshakeTest {
    private static final String HOST = "the address has no valid host name";
    private static final String OTHER = "not a Minecraft handshake";
    private static final String LENGTH = "not the length of a Minecraft handshake";

    private static final Pieces<MinecraftHandshake> PIECES = new Pieces<>(MinecraftHandshake::read);

    @Test
    void aHandshakeHasHostPortVersionAndIntent() {
        assertThat(PIECES.facts(handshake(767, "mc.example.com", 25565, 2)))
                .isEqualTo(new MinecraftHandshake("mc.example.com", "", 25565, 767, Intent.LOGIN, false));
    }

    @Test
    void bytesOfAClientAreRead() {
        // Protocol 47 to localhost:25565, for the status.
        byte[] sent = HexFormat.of().parseHex("0f002f096c6f63616c686f737463dd01");
        assertThat(PIECES.facts(sent))
                .isEqualTo(new MinecraftHandshake("localhost", "", 25565, 47, Intent.STATUS, false));
    }

    @ParameterizedTest
    @EnumSource(Intent.class)
    void everyIntentIsRead(Intent intent) {
        assertThat(PIECES.facts(handshake(766, "a.example", 1, intent.ordinal() + 1))
                        .intent())
                .isEqualTo(intent);
    }

    @Test
    void theHostIsInLowerCaseWithoutATrailingDot() {
        MinecraftHandshake facts = PIECES.facts(handshake(47, "MC.Example.COM.", 25565, 2));
        assertThat(facts.host()).isEqualTo("mc.example.com");
        assertThat(facts.suffix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\0FML\0",
                "\0FML2\0",
                "\0FML3\0",
                "\0FORGE",
                "\000192.0.2.7\0000123456789abcdef0123456789abcdef\0[{\"name\":\"ä\"}]",
                "///192.0.2.7:50000///1700000000///c2lnbmF0dXJl",
                "///192.0.2.7:50000///1700000000///c2lnbmF0dXJl\0FML2\0",
                "\0FML2\0///192.0.2.7:50000"
            })
    void dataAppendedToTheHostIsTheSuffix(String suffix) {
        MinecraftHandshake facts = PIECES.facts(handshake(47, "Play.Example.com." + suffix, 25565, 2));
        assertThat(facts.host()).isEqualTo("play.example.com");
        assertThat(facts.suffix()).isEqualTo(suffix);
    }

    @Test
    void anEmptyAddressHasNoHost() {
        assertThat(PIECES.facts(handshake(-1, "", 0, 1)))
                .isEqualTo(new MinecraftHandshake("", "", 0, -1, Intent.STATUS, false));
        assertThat(PIECES.facts(handshake(47, "\0FML\0", 0, 1)).suffix()).isEqualTo("\0FML\0");
    }

    @Test
    void anAddressMayBeAnIpAddress() {
        assertThat(PIECES.facts(handshake(47, "2001:DB8::7", 25565, 1)).host()).isEqualTo("2001:db8::7");
    }

    @Test
    void forwardedProfilesMayBeLong() {
        String suffix = "\0" + "p".repeat(32767 - 10);
        assertThat(PIECES.facts(handshake(47, "a.example" + suffix, 1, 2)).suffix())
                .isEqualTo(suffix);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "ex\u00e4mple.com", "\u212aelvin.example", ".", "a..", ".\0FML\0", "a\u202eb"})
    void aHostWithInvalidCharactersIsMalformed(String host) {
        PIECES.malformed(handshake(47, host, 25565, 2), HOST);
    }

    @Test
    void aHostOfMoreThan255CharactersIsMalformed() {
        assertThat(PIECES.facts(handshake(47, "a".repeat(255), 1, 2)).host()).hasSize(255);
        PIECES.malformed(handshake(47, "a".repeat(256), 1, 2), HOST);
    }

    @Test
    void anAddressThatIsNotTextIsAnotherProtocol() {
        PIECES.notThis(bytes(9, 0, 47, 3, "a", 0xff), OTHER);
        PIECES.notThis(bytes(9, 0, 47, 3, "a", 7), OTHER);
        PIECES.notThis(bytes(9, 0, 47, 3, 0, 0xc3, 0), OTHER);
    }

    @Test
    void anOverlongLengthIsAnotherProtocol() {
        PIECES.notThis(bytes(0x86, 0), LENGTH);
        PIECES.notThis(bytes(0xff, 0x80, 0), LENGTH);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 4, 127, 255})
    void anUnknownIntentIsMalformed(int intent) {
        PIECES.malformed(
                packet(bytes(0, 47, 1, "a", u16(1), intent)), "the next state is not status, login or transfer");
        PIECES.notThis(packet(bytes(0, 47, 0, u16(1), intent)), OTHER);
    }

    @Test
    void contradictoryLengthsAreAnotherProtocolAtOnce() {
        PIECES.notThis(bytes(16, 0, 47, 11), OTHER);
        PIECES.notThis(bytes(16, 0, 47, 9), OTHER);
        PIECES.notThis(bytes(6, 0, 47, 0x80), OTHER);
        PIECES.notThis(bytes(127, 0, 47, 0xff, 0xff, 0xff), OTHER);
        PIECES.notThis(bytes(6, 0, 0x80), OTHER);
        PIECES.notThis(bytes(127, 0, 0xff, 0xff, 0xff, 0xff, 0x1f), OTHER);
    }

    @Test
    void anAddressAboveTheServersLimitIsAnotherProtocol() {
        PIECES.notThis(bytes(varInt(1 + 1 + 3 + 32768 + 3), 0, 47, varInt(32768)), OTHER);
    }

    @Test
    void invalidHandshakeLengthsAreAnotherProtocol() {
        PIECES.notThis(bytes(5), LENGTH);
        PIECES.notThis(bytes(0), LENGTH);
        PIECES.notThis(bytes(0x80, 0), LENGTH);
        PIECES.notThis(bytes(0xff, 0xff, 0x7f), LENGTH);
        PIECES.notThis(bytes(0xff, 0xff, 0xff), LENGTH);
    }

    @Test
    void anotherPacketIsAnotherProtocol() {
        PIECES.notThis(bytes("GE"), OTHER);
        PIECES.notThis(bytes(0x16, 3), OTHER);
    }
}
