package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Readings.assertPartial;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.first;
import static roulette.parsers.tls.Wire.u16;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ssl2HelloTest {
    private static byte[] hello(int version, int cipherSpecs, int sessionId, int challenge) {
        byte[] rest = new byte[cipherSpecs + sessionId + challenge];
        return bytes(
                u16(0x8000 | 9 + rest.length), 1, u16(version), u16(cipherSpecs), u16(sessionId), u16(challenge), rest);
    }

    @ParameterizedTest
    @CsvSource({"0x0002, SSL 2.0", "0x0300, SSL 3.0", "0x0301, 1.0", "0x0302, 1.1", "0x0303, 1.2"})
    void theHelloOfSsl2IsRecognised(int number, String version) {
        assertThat(facts(hello(number, 21, 0, 32)))
                .isEqualTo(new TlsHello("", List.of(), List.of(version), false, true));
    }

    @Test
    void everyTruncationIsPartial() {
        byte[] hello = hello(0x0301, 21, 16, 16);
        for (int length = 0; length < hello.length; length++) {
            assertPartial(first(hello, length));
        }
        assertThat(facts(hello).ssl2()).isTrue();
    }

    @Test
    void theShortestAndTheLongestAreRead() {
        assertThat(facts(hello(2, 3, 0, 16)).version()).isEqualTo("SSL 2.0");
        assertThat(facts(hello(2, 996, 0, 18)).version()).isEqualTo("SSL 2.0");
    }

    @Test
    void otherBytesAreAnotherProtocol() {
        assertDecidedByTheLast(bytes(0x80, 27), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x80, 46, 2), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x80, 46, 1, 1), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x80, 46, 1, 4), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x80, 46, 1, 0, 3), Flaw.OTHER_PROTOCOL);
    }

    @Test
    void contradictoryLengthsAreMalformed() {
        for (byte[] hello : new byte[][] {
            hello(2, 0, 0, 32),
            hello(2, 20, 0, 32),
            hello(2, 21, 1, 32),
            hello(2, 21, 32, 32),
            hello(2, 21, 0, 15),
            hello(2, 21, 0, 33)
        }) {
            assertDecidedByTheLast(first(hello, 11), Flaw.SSL2_LENGTHS);
        }
        byte[] longer = hello(2, 21, 0, 32);
        longer[1]++;
        assertDecidedByTheLast(first(longer, 11), Flaw.OTHER_PROTOCOL);
    }
}
