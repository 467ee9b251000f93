package roulette.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static roulette.capture.Packet.ACK;
import static roulette.capture.Packet.SYN;
import static roulette.capture.Packet.join;
import static roulette.capture.Packet.up;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The two file formats. */
class FileTest {
    private static final byte[] OPEN = up(SYN, 0, "");
    private static final byte[] HELLO = up(ACK, 1, "hello");
    private static final ByteOrder[] ORDERS = {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN};

    private static Pcapng newer() {
        return Pcapng.section(ByteOrder.LITTLE_ENDIAN).face(1, 0);
    }

    @Test
    void theClassicFormatIsReadInBothByteOrdersAndTimeUnits() throws IOException {
        for (ByteOrder order : ORDERS) {
            for (int magic : new int[] {PcapFile.MICROSECONDS, PcapFile.NANOSECONDS}) {
                byte[] file = Pcap.of(order, magic, 1).with(OPEN, HELLO).bytes();
                assertThat(Seen.inFile(file).texts()).containsExactly("hello");
                assertThat(Capture.isCapture(new ByteArrayInputStream(file))).isTrue();
            }
        }
    }

    @Test
    void theNewerFormatIsReadInBothByteOrders() throws IOException {
        for (ByteOrder order : ORDERS) {
            byte[] file = Pcapng.section(order)
                    .face(1, 262144)
                    .enhanced(0, OPEN)
                    .enhanced(0, HELLO)
                    .bytes();
            assertThat(Seen.inFile(file).texts()).containsExactly("hello");
            assertThat(Capture.isCapture(new ByteArrayInputStream(file))).isTrue();
        }
    }

    @Test
    void simpleAndObsoletePacketBlocksAreRead() {
        assertThat(Seen.inFile(newer().simple(OPEN, OPEN.length).old(0, HELLO).bytes())
                        .texts())
                .containsExactly("hello");
    }

    @Test
    void aSimplePacketIsLimitedByItsInterface() {
        byte[] longer = up(ACK, 1, "0123456789");
        byte[] file = Pcapng.section(ByteOrder.LITTLE_ENDIAN)
                .face(1, OPEN.length + 4)
                .simple(OPEN, OPEN.length)
                .simple(longer, OPEN.length + 4)
                .bytes();
        assertThat(Seen.inFile(file).texts()).containsExactly("012345");
    }

    @Test
    void eachSectionHasItsOwnByteOrderAndInterfaces() {
        byte[] first = newer().enhanced(0, OPEN).bytes();
        byte[] second = Pcapng.section(ByteOrder.BIG_ENDIAN)
                .face(101, 0)
                .face(1, 0)
                .enhanced(1, HELLO)
                .bytes();
        assertThat(Seen.inFile(join(first, second)).texts()).containsExactly("hello");
    }

    @Test
    void blocksWithoutPacketsAreSkipped() {
        assertThat(Seen.inFile(newer().enhanced(0, OPEN)
                                .block(5, 100_000, body -> {})
                                .block(0x0BAD, 0, body -> {})
                                .enhanced(0, HELLO)
                                .bytes())
                        .texts())
                .containsExactly("hello");
    }

    @Test
    void packetsOfUnknownLinkTypesAreCounted() {
        Seen seen = Seen.inFile(newer().face(147, 0)
                .enhanced(1, HELLO)
                .enhanced(0, OPEN)
                .enhanced(0, HELLO)
                .bytes());
        assertThat(seen.texts()).containsExactly("hello");
        assertThat(seen.good().others()).containsExactly(Map.entry("link type 147", 1L));
    }

    @Test
    void otherFilesAreNoCaptures() throws IOException {
        for (String text : new String[] {"", "GET", "GET / HTTP/1.1\r\n\r\n"}) {
            assertThat(Capture.isCapture(new ByteArrayInputStream(join(text)))).isFalse();
            assertThat(Seen.inFile(join(text)).problem()).startsWith("offset 0: it is neither pcap");
        }
        assertThat(Seen.inFile(join(0x1f, 0x8b, 8, 0)).problem())
                .isEqualTo("offset 0: it is compressed; unpack it first");
    }

    @Test
    void aTruncatedFileIsReportedAfterItsConnections() {
        byte[] classic = Pcap.ethernet().with(OPEN, HELLO, HELLO).bytes();
        byte[] newer =
                newer().enhanced(0, OPEN).enhanced(0, HELLO).enhanced(0, HELLO).bytes();
        for (byte[] file : new byte[][] {classic, newer}) {
            for (int missing = 1; missing < 30; missing++) {
                int length = file.length - missing;
                Seen seen = Seen.inFile(Arrays.copyOf(file, length));
                assertThat(seen.problem()).startsWith("offset " + length + ": the file ends within a ");
                assertThat(seen.texts()).containsExactly("hello");
            }
        }
    }

    @Test
    void anErrorIsReportedWithItsOffset() {
        assertThat(problem(Pcap.ethernet().with(OPEN).bytes(), 32, 0, 0, 0x20, 0))
                .isEqualTo("offset 32: a packet can't have 2097152 bytes; the file is damaged");
        assertThat(problem(Pcap.ethernet().bytes(), 4, 3)).isEqualTo("offset 4: pcap version 3 is not supported");
        assertThat(problem(Pcap.ethernet().bytes(), 20, 147)).isEqualTo("offset 20: link type 147 is not supported");
        byte[] newer = newer().enhanced(0, OPEN).bytes();
        assertThat(problem(newer, 8, 0)).startsWith("offset 8: a section has no valid byte order");
        assertThat(problem(newer, 12, 2)).isEqualTo("offset 12: pcapng version 2 is not supported");
        assertThat(problem(newer, 4, 29)).startsWith("offset 4: a block can't have 29 bytes");
        assertThat(problem(newer, 24, 29))
                .isEqualTo("offset 24: a block has two different lengths at its start and end");
        assertThat(problem(newer, 56, 7))
                .isEqualTo("offset 48: a packet of interface 7, which the file has not declared");
        assertThat(problem(newer, 68, 250)).isEqualTo("offset 48: a packet is longer than its block");
        assertThat(problem(newer, 55, 0x40)).startsWith("offset 52: this block can't have 10737");
    }

    private static String problem(byte[] file, int at, int... octets) {
        byte[] wrong = file.clone();
        for (int i = 0; i < octets.length; i++) {
            wrong[at + i] = (byte) octets[i];
        }
        return Seen.inFile(wrong).problem();
    }

    @Test
    void anyFileIsReadOrRefused() {
        for (byte[] file : new byte[][] {
            Pcap.ethernet().with(OPEN, HELLO).bytes(),
            newer().enhanced(0, OPEN).simple(HELLO, HELLO.length).bytes()
        }) {
            for (int at = 4; at < file.length; at++) {
                for (int octet : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
                    byte[] wrong = file.clone();
                    wrong[at] = (byte) octet;
                    Seen seen = Seen.inFile(wrong);
                    assertThat(seen.connections()).hasSizeLessThanOrEqualTo(2);
                }
            }
        }
    }
}
