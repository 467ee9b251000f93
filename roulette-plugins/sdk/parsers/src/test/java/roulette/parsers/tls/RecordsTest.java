package roulette.parsers.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.tls.Readings.assertDecidedByTheLast;
import static roulette.parsers.tls.Readings.assertFlaw;
import static roulette.parsers.tls.Readings.assertPartial;
import static roulette.parsers.tls.Readings.facts;
import static roulette.parsers.tls.Wire.extension;
import static roulette.parsers.tls.Wire.first;
import static roulette.parsers.tls.Wire.hello;
import static roulette.parsers.tls.Wire.last;
import static roulette.parsers.tls.Wire.message;
import static roulette.parsers.tls.Wire.messageOf;
import static roulette.parsers.tls.Wire.record;
import static roulette.parsers.tls.Wire.records;
import static roulette.parsers.tls.Wire.serverName;
import static roulette.parsers.tls.Wire.u16;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordsTest {
    private static final byte[] HELLO = hello(serverName("a.example"));
    private static final byte[] MESSAGE = messageOf(HELLO);

    @ParameterizedTest
    @FieldSource("roulette.parsers.tls.Captured#ALL")
    void aHelloInRecordsOfAnySizeIsTheSame(byte[] hello) {
        TlsHello whole = facts(hello);
        byte[] message = messageOf(hello);
        for (int size = 1; size < message.length; size++) {
            assertThat(facts(records(message, size))).as("records of %d", size).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @FieldSource("roulette.parsers.tls.Captured#ALL")
    void aHelloInTwoRecordsIsTheSameWhereverItIsSplit(byte[] hello) {
        TlsHello whole = facts(hello);
        byte[] message = messageOf(hello);
        for (int at = 1; at < message.length; at++) {
            byte[] split = bytes(record(first(message, at)), record(last(message, message.length - at)));
            assertThat(facts(split)).as("split at %d", at).isEqualTo(whole);
        }
    }

    @ParameterizedTest
    @FieldSource("roulette.parsers.tls.Captured#ALL")
    void everyTruncationIsPartial(byte[] hello) {
        byte[] message = messageOf(hello);
        for (byte[] bytes : new byte[][] {hello, records(message, 1), records(message, 3), records(message, 100)}) {
            for (int length = 0; length < bytes.length; length++) {
                assertPartial(first(bytes, length));
            }
        }
    }

    @Test
    void anyOtherFirstByteIsAnotherProtocol() {
        for (int first = 0; first < 256; first++) {
            if (first == 0x16 || first >= 0x80 && first <= 0x83) {
                assertPartial(bytes(first));
            } else {
                assertFlaw(bytes(first), Flaw.OTHER_PROTOCOL);
            }
        }
    }

    @Test
    void anyOtherMajorVersionIsAnotherProtocol() {
        for (int major = 0; major < 256; major++) {
            if (major != 3) {
                assertFlaw(bytes(0x16, major), Flaw.OTHER_PROTOCOL);
            }
        }
    }

    @Test
    void theMinorVersionOfRecordsIsIgnored() {
        for (int minor = 0; minor < 256; minor++) {
            byte[] hello = HELLO.clone();
            hello[2] = (byte) minor;
            assertThat(facts(hello).serverName()).isEqualTo("a.example");
        }
    }

    @Test
    void anEmptyRecordIsMalformed() {
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 0, 0x16, 3, 1, 0, 60), Flaw.EMPTY_RECORD);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 0, 0x16, 3, 1, 0, 0, 0x16, 3, 1, 1, 0), Flaw.EMPTY_RECORD);
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 2)), 0x16, 3, 1, 0, 0), Flaw.EMPTY_RECORD);
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 60)), 0x16, 3, 1, 0, 0), Flaw.EMPTY_RECORD);
    }

    @Test
    void anEmptyRecordWithoutAnotherIsAnotherProtocol() {
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 0, 0), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 0, 0x16, 2), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 0, 0x16, 3, 1, 0, 0, 0), Flaw.OTHER_PROTOCOL);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x14, 0x15, 0x17, 0x18, 0, 0x80})
    void anotherRecordInBetweenIsMalformed(int type) {
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 3)), type), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 5)), type), Flaw.OTHER_RECORD);
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 60)), type), Flaw.OTHER_RECORD);
    }

    @Test
    void aFurtherRecordOfAnotherMajorVersionIsMalformed() {
        assertDecidedByTheLast(bytes(record(first(MESSAGE, 60)), 0x16, 2), Flaw.RECORD_VERSION);
    }

    @Test
    void aRecordHasAtMost16384Bytes() {
        byte[] message = message(Wire.body(extension(21, new byte[16384 - 4 - Wire.body().length - 4])));
        assertThat(message).hasSize(16384);
        assertThat(facts(record(message)).version()).isEqualTo("1.2");
        byte[] begun = record(first(MESSAGE, 60));
        assertDecidedByTheLast(bytes(begun, 0x16, 3, 1, 0x40, 1), Flaw.LONG_RECORD);
        assertDecidedByTheLast(bytes(begun, 0x16, 3, 1, 0x41), Flaw.LONG_RECORD);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0x40, 1), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0x41), Flaw.OTHER_PROTOCOL);
    }

    @Test
    void aMessageHasAtMost65535Bytes() {
        byte[] filling = extension(21, new byte[65535 - Wire.body().length - 4 - serverName("a.example").length]);
        byte[] body = Wire.body(filling, serverName("a.example"));
        assertThat(body).hasSize(65535);
        assertThat(facts(records(message(body), 1 << 14)).serverName()).isEqualTo("a.example");
        assertThat(facts(records(message(body), 1)).serverName()).isEqualTo("a.example");
        assertDecidedByTheLast(bytes(0x16, 3, 1, 2, 0, 1, 1, 0, 0, 3), Flaw.LONG_MESSAGE);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 4, 1, 2, 0, 0, 0x16, 3, 1, 2, 0, 3), Flaw.LONG_MESSAGE);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 2, 0, 1, 1, 0, 0, 0), Flaw.OTHER_PROTOCOL);
        assertDecidedByTheLast(bytes(0x16, 3, 1, 2, 0, 1, 3), Flaw.OTHER_PROTOCOL);
    }

    @Test
    void aMessageShorterThanAnyHelloIsAnotherProtocol() {
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 44, 1, 0, 0, 40), Flaw.OTHER_PROTOCOL);
    }

    @Test
    void theFirstMessageIsAClientHello() {
        assertDecidedByTheLast(bytes(0x16, 3, 1, 0, 44, 2), Flaw.OTHER_PROTOCOL);
    }

    @Test
    void bytesAfterTheHelloInItsRecordAreMalformed() {
        assertFlaw(record(bytes(MESSAGE, 0)), Flaw.RECORD_GOES_ON);
        assertFlaw(
                bytes(record(first(MESSAGE, 50)), record(bytes(last(MESSAGE, MESSAGE.length - 50), 0))),
                Flaw.RECORD_GOES_ON);
    }

    @Test
    void aRecordBeyondTheHelloIsMalformedAtItsLength() {
        byte[] header = bytes(0x16, 3, 1, u16(MESSAGE.length + 1), first(MESSAGE, 4));
        assertDecidedByTheLast(bytes(header, 3), Flaw.RECORD_GOES_ON);
        assertDecidedByTheLast(bytes(header, 2), Flaw.OTHER_PROTOCOL);
    }
}
