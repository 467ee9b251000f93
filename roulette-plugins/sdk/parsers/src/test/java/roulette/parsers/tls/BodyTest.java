package roulette.parsers.tls;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.message;
import static roulette.parsers.tls.Wire.protocols;
import static roulette.parsers.tls.Wire.record;
import static roulette.parsers.tls.Wire.serverName;
import static roulette.parsers.tls.Wire.u16;
import static roulette.parsers.tls.Wire.versions;
import static roulette.parsers.tls.Wire.with16;
import static roulette.parsers.tls.Wire.with8;

import org.junit.jupiter.api.Test;

/** Contradictory lengths. */
class BodyTest {
    private static final byte[] VERSION_AND_RANDOM = bytes(3, 3, new byte[32]);
    private static final byte[] CIPHER_SUITES = with16(0x13, 1);
    private static final byte[] NAME = serverName("a.example");

    private static void assertMalformed(Flaw flaw, Object... body) {
        assertDecidedByTheLast(record(message(bytes(body))), flaw);
    }

    @Test
    void aSessionIdHasAtMost32BytesAndEndsWithinTheMessage() {
        assertMalformed(Flaw.SESSION_ID, VERSION_AND_RANDOM, with8(new byte[33]), CIPHER_SUITES, with8(0));
        assertMalformed(Flaw.SESSION_ID, VERSION_AND_RANDOM, 6, new byte[6]);
    }

    @Test
    void cipherSuitesHaveTwoBytesEachAndAreNotEmpty() {
        assertMalformed(Flaw.CIPHER_SUITES, VERSION_AND_RANDOM, 0, with16(), with8(0), with16());
        assertMalformed(Flaw.CIPHER_SUITES, VERSION_AND_RANDOM, 0, with16(0x13, 1, 0x13), with8(0));
        assertMalformed(Flaw.CIPHER_SUITES, VERSION_AND_RANDOM, 0, 0, 4, 0x13, 1, 1, 0);
        assertMalformed(Flaw.CIPHER_SUITES, VERSION_AND_RANDOM, 0, 0xff, 0xfe, 0x13, 1, 1, 0);
    }

    @Test
    void compressionMethodsAreNotEmpty() {
        assertMalformed(Flaw.COMPRESSION_METHODS, VERSION_AND_RANDOM, 0, CIPHER_SUITES, 0, with16());
        assertMalformed(Flaw.COMPRESSION_METHODS, VERSION_AND_RANDOM, 0, CIPHER_SUITES, 3, 0, 0);
    }

    @Test
    void extensionsEndWhereTheMessageDoes() {
        assertMalformed(Flaw.EXTENSIONS, Wire.beginning(0x0303), 0);
        assertMalformed(Flaw.EXTENSIONS, Wire.beginning(0x0303), u16(NAME.length + 1), NAME);
        assertMalformed(Flaw.EXTENSIONS, Wire.beginning(0x0303), u16(NAME.length - 1), NAME);
        assertMalformed(Flaw.EXTENSIONS, Wire.body(NAME), 0);
    }

    @Test
    void anExtensionEndsWhereTheExtensionsDo() {
        assertMalformed(Flaw.EXTENSIONS, Wire.body(NAME, bytes(0, 5, 0, 1)));
        assertMalformed(Flaw.EXTENSIONS, Wire.body(NAME, bytes(0, 0, 0, 1)));
        for (int length = 1; length < 4; length++) {
            assertMalformed(Flaw.EXTENSIONS, Wire.body(NAME, new byte[length]));
        }
    }

    @Test
    void aRepeatedExtensionIsMalformed() {
        assertDecidedByTheLast(hello(NAME, NAME), Flaw.EXTENSION_TWICE);
        assertDecidedByTheLast(hello(protocols("h2"), NAME, protocols("h2")), Flaw.EXTENSION_TWICE);
        assertDecidedByTheLast(hello(versions(0x0304), versions(0x0303)), Flaw.EXTENSION_TWICE);
        byte[] encrypted = extension(Wire.ENCRYPTED_CLIENT_HELLO, 0);
        assertDecidedByTheLast(hello(encrypted, encrypted), Flaw.EXTENSION_TWICE);
    }
}
