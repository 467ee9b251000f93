package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.message;
import static roulette.parsers.tls.Wire.record;
import static roulette.parsers.tls.Wire.versions;
import static roulette.parsers.tls.Wire.with16;
import static roulette.parsers.tls.Wire.with8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionsTest {
    @ParameterizedTest
    @CsvSource({
        "0x0300, SSL 3.0",
        "0x0301, 1.0",
        "0x0302, 1.1",
        "0x0303, 1.2",
        "0x0304, 1.2",
        "0x0305, 1.2",
        "0x7a7a, 1.2",
        "0xfefd, 1.2",
        "0x0002, ''",
        "0x02ff, ''"
    })
    void withoutTheExtensionTheLegacyVersionCounts(int number, String version) {
        TlsHello hello = facts(record(message(Wire.beginning(number))));
        assertThat(hello.version()).isEqualTo(version);
        assertThat(hello.versions()).hasSize(version.isEmpty() ? 0 : 1);
    }

    @Test
    void theExtensionTakesPrecedence() {
        byte[] body = bytes(Wire.beginning(0x0301), with16(versions(0x0303, 0x0304)));
        assertThat(facts(record(message(body))).versions()).containsExactly("1.3", "1.2");
        assertThat(facts(hello(versions(0x0302))).version()).isEqualTo("1.1");
    }

    @Test
    void theHighestComesFirstInAnyOrder() {
        assertThat(facts(hello(versions(0x0300, 0x0302, 0x0304, 0x0301, 0x0303)))
                        .versions())
                .containsExactly("1.3", "1.2", "1.1", "1.0", "SSL 3.0");
    }

    @Test
    void unknownVersionsAreSkipped() {
        assertThat(facts(hello(versions(0x0a0a, 0x0303, 0xfafa, 0x0305, 0x7f1c, 0x0002)))
                        .versions())
                .containsExactly("1.2");
        assertThat(facts(hello(versions(0x0a0a, 0x0305))).version()).isEmpty();
    }

    @Test
    void contradictoryLengthsAreMalformed() {
        byte[] next = extension(21, new byte[300]);
        for (byte[] data : new byte[][] {
            bytes(),
            with8(),
            with8(3),
            with8(3, 4, 3),
            bytes(3, 3, 4),
            bytes(1, 3, 4),
            bytes(4, 3, 4),
            with8(3, 4, 3, 3, 3)
        }) {
            assertDecidedByTheLast(hello(extension(Wire.SUPPORTED_VERSIONS, data), next), Flaw.VERSIONS);
        }
        assertDecidedByTheLast(hello(extension(Wire.SUPPORTED_VERSIONS, 0, new byte[256]), next), Flaw.VERSIONS);
    }
}
