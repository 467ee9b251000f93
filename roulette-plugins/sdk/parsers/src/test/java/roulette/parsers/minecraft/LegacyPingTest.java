package roulette.parsers.minecraft;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.minecraft.Packets.ping;
import static roulette.parsers.minecraft.Packets.u16;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.parsers.Pieces;
import roulette.parsers.Reading;
import roulette.parsers.minecraft.MinecraftHandshake.Intent;

class LegacyPingTest {
    private static final String CONTRADICTION = "the length of the address contradicts the ping's";
    private static final byte[] PING = ping(78, "MC.Example.com.", 25565);
    private static final int BEHIND_THE_CHANNEL = 27;

    private static final Pieces<MinecraftHandshake> PIECES = new Pieces<>(MinecraftHandshake::read);

    @Test
    void thePingOf16HasHostPortAndVersion() {
        assertThat(PIECES.facts(PING))
                .isEqualTo(new MinecraftHandshake("mc.example.com", "", 25565, 78, Intent.STATUS, true));
    }

    @Test
    void earlierPingsArePartialPingsOf16() {
        PIECES.partial(bytes(0xfe));
        PIECES.partial(bytes(0xfe, 1));
    }

    @Test
    void readAtOnceReadsEarlierPings() {
        MinecraftHandshake unknown = new MinecraftHandshake("", "", 0, -1, Intent.STATUS, true);
        assertThat(atOnce(bytes(0xfe))).isEqualTo(Reading.facts(unknown, 1));
        assertThat(atOnce(bytes(0xfe, 1))).isEqualTo(Reading.facts(unknown, 2));
    }

    @Test
    void readAtOnceReadsEverythingElseAsUsual() {
        assertThat(atOnce(bytes())).isEqualTo(Reading.partial());
        assertThat(atOnce(bytes(0xfe, 1, 0xfa))).isEqualTo(Reading.partial());
        assertThat(atOnce(bytes(0xfe, 2))).isInstanceOf(Reading.NotThis.class);
        assertThat(atOnce(PING)).isEqualTo(MinecraftHandshake.read(ByteBuffer.wrap(PING)));
    }

    private static Reading<MinecraftHandshake> atOnce(byte[] bytes) {
        return MinecraftHandshake.readAtOnce(ByteBuffer.wrap(bytes));
    }

    @Test
    void otherBytesAreNotAPing() {
        PIECES.notThis(bytes(0xfe, 2), "not a Minecraft ping");
        PIECES.notThis(bytes(0xfe, 1, 0), "not a Minecraft ping");
    }

    @Test
    void anotherChannelIsNotThis() {
        byte[] other = Arrays.copyOf(PING, 10);
        other[9] = 'X';
        PIECES.notThis(other, "not a Minecraft ping");
    }

    @Test
    void contradictoryLengthsAreMalformedAtOnce() {
        byte[] begun = Arrays.copyOf(PING, BEHIND_THE_CHANNEL);
        PIECES.malformed(bytes(begun, u16(6)), CONTRADICTION);
        PIECES.malformed(bytes(begun, u16(8)), CONTRADICTION);
        PIECES.malformed(bytes(begun, u16(7 + 2 * 256)), CONTRADICTION);
        PIECES.malformed(bytes(begun, u16(7 + 2), 78, u16(2)), CONTRADICTION);
    }

    @Test
    void aPortAbove65535IsMalformed() {
        PIECES.malformed(ping(78, "a.example", 0x10000), "the ping has a port past 65535");
        PIECES.malformed(ping(78, "a.example", -1), "the ping has a port past 65535");
    }

    @Test
    void aHostWithInvalidCharactersIsMalformed() {
        PIECES.malformed(ping(78, "a b", 25565), "the ping has no valid host name");
        PIECES.malformed(ping(78, "\u4e16", 25565), "the ping has no valid host name");
    }
}
