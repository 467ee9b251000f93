package roulette.parsers.redis;

import static roulette.parsers.Pieces.bytes;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.parsers.Fuzzing;

@Tag("fuzz")
class FuzzTest {
    @Test
    void everyInputHasAResult() {
        Fuzzing.run(
                "redis",
                RedisHello::read,
                List.of(
                        bytes("*3\r\n$4\r\nAUTH\r\n$5\r\nalice\r\n$6\r\nsecret\r\n"),
                        bytes("*7\r\n$5\r\nHELLO\r\n$1\r\n3\r\n$4\r\nAUTH\r\n$5\r\nalice\r\n$6\r\nsecret\r\n"
                                + "$7\r\nSETNAME\r\n$3\r\napp\r\n"),
                        bytes("*2\r\n$6\r\nSELECT\r\n$1\r\n3\r\n"),
                        bytes("*2\r\n$3\r\nGET\r\n$1\r\nk\r\n"),
                        bytes("AUTH alice secret\r\n"),
                        bytes("hello 3 auth alice secret setname app\n"),
                        bytes("PING\r\n"),
                        bytes("AUTH " + "x".repeat(16_370) + " y\r\n"),
                        bytes("AUTH " + "\342\202\254".repeat(5_000) + " y\r\n")));
    }
}
