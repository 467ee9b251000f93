package roulette.parsers.amqp;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import roulette.parsers.Pieces;
import roulette.parsers.amqp.AmqpHeader.Layer;

class AmqpHeaderTest {
    private static final Pieces<AmqpHeader> PIECES = new Pieces<>(AmqpHeader::read);

    @ParameterizedTest
    @CsvSource({
        "0, 0, 9, 1, 0-9-1, PLAIN",
        "1, 1, 8, 0, 0-8, PLAIN",
        "1, 1, 9, 1, 0-8, PLAIN",
        "1, 1, 0, 9, 0-9, PLAIN",
        "1, 1, 0, 10, 0-10, PLAIN",
        "0, 1, 0, 0, 1.0, PLAIN",
        "2, 1, 0, 0, 1.0, TLS",
        "3, 1, 0, 0, 1.0, SASL"
    })
    void theVersionIsReadFromEightBytes(int a, int b, int c, int d, String version, Layer layer) {
        assertThat(PIECES.facts(bytes("AMQP", a, b, c, d))).isEqualTo(new AmqpHeader(version, layer));
    }

    @Test
    void anUnknownVersionIsMalformedAtItsFirstWrongByte() {
        PIECES.malformed(bytes("AMQP", 0, 0, 9, 2), "an unknown version of AMQP");
        PIECES.malformed(bytes("AMQP", 0, 0, 8), "an unknown version of AMQP");
        PIECES.malformed(bytes("AMQP", 0, 2), "an unknown version of AMQP");
        PIECES.malformed(bytes("AMQP", 1, 0), "an unknown version of AMQP");
        PIECES.malformed(bytes("AMQP", 4), "an unknown version of AMQP");
    }

    @Test
    void anotherNameIsNotThis() {
        PIECES.notThis(bytes("G"), "not AMQP");
        PIECES.notThis(bytes("AMQT"), "not AMQP");
        PIECES.notThis(bytes("a"), "not AMQP");
    }

    @Test
    void aRefusalIsAValidHeader() {
        assertThat(PIECES.facts(AmqpRefusal.version091())).isEqualTo(new AmqpHeader("0-9-1", Layer.PLAIN));
        for (Layer layer : Layer.values()) {
            assertThat(PIECES.facts(AmqpRefusal.version10(layer))).isEqualTo(new AmqpHeader("1.0", layer));
        }
    }

    @Test
    void aRefusalIsANewArray() {
        AmqpRefusal.version091()[0] = 'X';
        assertThat(AmqpRefusal.version091()).isEqualTo(bytes("AMQP", 0, 0, 9, 1));
    }
}
