package roulette.parsers.minecraft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static roulette.parsers.Pieces.bytes;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import roulette.parsers.minecraft.MinecraftHandshake.Intent;

class MinecraftRefusalTest {
    @Test
    void aLoginIsDisconnectedWithTheMessage() {
        assertThat(MinecraftRefusal.login("no")).isEqualTo(bytes(15, 0, 13, "{\"text\":\"no\"}"));
    }

    @Test
    void aServerListShowsTheMessageAndTheClientsOwnVersion() {
        String json = "{\"version\":{\"name\":\"\",\"protocol\":767},\"players\":{\"max\":0,\"online\":0},"
                + "\"description\":{\"text\":\"no\"}}";
        assertThat(MinecraftRefusal.status("no", 767)).isEqualTo(bytes(json.length() + 2, 0, json.length(), json));
    }

    @Test
    void aLongMessageHasALengthOfTwoBytes() {
        byte[] refusal = MinecraftRefusal.login("n".repeat(1000));
        assertThat(Arrays.copyOf(refusal, 5)).isEqualTo(bytes(1014 & 0x7f | 0x80, 1014 >> 7, 0, 1011 & 0x7f | 0x80, 7));
        assertThat(refusal).hasSize(1016);
    }

    @Test
    void messagesAreEscaped() {
        assertThat(text(MinecraftRefusal.login("\"a\\b\"\n\u0001 §cä")))
                .endsWith("{\"text\":\"\\\"a\\\\b\\\"\\u000a\\u0001 §cä\"}");
    }

    @Test
    void anOldServerListShowsAKick() {
        byte[] expected = bytes(0xff, 0, 6, "no§0§0".getBytes(StandardCharsets.UTF_16BE));
        assertThat(MinecraftRefusal.legacy("n§o")).isEqualTo(expected);
    }

    @Test
    void anOldKickIsCutToTheOldLimit() {
        byte[] kick = MinecraftRefusal.legacy("n".repeat(1000));
        assertThat(kick).hasSize(3 + 2 * 254);
        assertThat(kick[2]).isEqualTo((byte) 254);
    }

    @Test
    void everyClientReceivesTheRefusalForItsVersion() {
        assertThat(MinecraftRefusal.of(client(Intent.LOGIN, false), "no")).isEqualTo(MinecraftRefusal.login("no"));
        assertThat(MinecraftRefusal.of(client(Intent.TRANSFER, false), "no")).isEqualTo(MinecraftRefusal.login("no"));
        assertThat(MinecraftRefusal.of(client(Intent.STATUS, false), "no")).isEqualTo(MinecraftRefusal.status("no", 5));
        assertThat(MinecraftRefusal.of(client(Intent.STATUS, true), "no")).isEqualTo(MinecraftRefusal.legacy("no"));
    }

    @Test
    void aMessageTooLongForAClientIsAnError() {
        assertThatThrownBy(() -> MinecraftRefusal.login("n".repeat(4001)))
                .hasMessage("the message has 4001 characters, and may have 4000 at most");
    }

    private static MinecraftHandshake client(Intent intent, boolean legacy) {
        return new MinecraftHandshake("a.example", "", 25565, 5, intent, legacy);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
