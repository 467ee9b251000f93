package roulette.parsers.minecraft;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.minecraft.Packets.handshake;
import static roulette.parsers.minecraft.Packets.ping;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "MinecraftHandshake",
                MinecraftHandshake::read,
                List.of(
                        bytes(handshake(767, "mc.example.com", 25565, 2), 9, 0, "player"),
                        handshake(-1, "", 25565, 1),
                        handshake(47, "Play.Example.com.\0FML2\0", 25565, 3),
                        handshake(47, "a.example///192.0.2.7:50000///1700000000///" + "s".repeat(300), 1, 2),
                        ping(78, "mc.example.com", 25565)));
    }
}
