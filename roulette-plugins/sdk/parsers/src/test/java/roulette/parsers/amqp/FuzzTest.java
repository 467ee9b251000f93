package roulette.parsers.amqp;

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
                "AmqpHeader",
                AmqpHeader::read,
                List.of(
                        bytes("AMQP", 0, 0, 9, 1),
                        bytes("AMQP", 1, 1, 8, 0),
                        bytes("AMQP", 1, 1, 0, 10),
                        bytes("AMQP", 3, 1, 0, 0, "behind")));
    }
}
