package roulette.parsers.mqtt;

import static roulette.parsers.mqtt.Packets.CLEAN;
import static roulette.parsers.mqtt.Packets.PASSWORD;
import static roulette.parsers.mqtt.Packets.USER;
import static roulette.parsers.mqtt.Packets.WILL;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "mqtt",
                MqttConnect::read,
                List.of(
                        Packets.v31(USER | PASSWORD)
                                .string("c1")
                                .string("alice")
                                .string("pw")
                                .bytes(),
                        Packets.v311(CLEAN).string("client-1").bytes(),
                        Packets.v311(CLEAN | WILL | USER)
                                .string("c")
                                .string("topic")
                                .string("message")
                                .string("alice")
                                .bytes(),
                        Packets.v5(CLEAN | WILL | USER | PASSWORD)
                                .octets(5, 0x11, 0, 0, 0, 10)
                                .string("client-5")
                                .octets(2, 0x01, 1)
                                .string("topic")
                                .data(new byte[] {1, 0, 2})
                                .string("alice")
                                .data(new byte[] {0, 1})
                                .bytes(),
                        Packets.v5(0).octets(0).string("x".repeat(60_000)).bytes(),
                        Packets.v5(0).octets(0).string("x€".repeat(15_000)).bytes()));
    }
}
