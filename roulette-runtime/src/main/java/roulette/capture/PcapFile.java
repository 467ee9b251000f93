package roulette.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The classic format: a header of 24 bytes, then each packet after a header of 16. Timestamps are ignored, so their
 * unit, micro- or nanoseconds, does not matter.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcap/">PCAP Capture File Format</a>
 */
final class PcapFile {
    static final int MICROSECONDS = 0xA1B2C3D4;
    static final int NANOSECONDS = 0xA1B23C4D;

    private static final int HEADER = 24;
    private static final int PACKET_HEADER = 16;
    private static final int VERSION = 2;

    private PcapFile() {}

    static void read(Input input, Packets packets) throws IOException, CaptureException {
        ByteBuffer header = input.exactly(HEADER, "the file's header");
        int magic = header.getInt(0);
        ByteOrder order =
                magic == MICROSECONDS || magic == NANOSECONDS ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        header.order(order);
        if (header.getShort(4) != VERSION) {
            throw new CaptureException(
                    4, "pcap version " + Short.toUnsignedInt(header.getShort(4)) + " is not supported");
        }
        // The upper half holds the length of the frame check sequence.
        int linkType = Short.toUnsignedInt((short) header.getInt(20));
        if (!LinkLayer.knows(linkType)) {
            throw new CaptureException(20, "link type " + linkType + " is not supported");
        }
        while (true) {
            long at = input.offset();
            ByteBuffer packet = input.upTo(PACKET_HEADER).order(order);
            if (!packet.hasRemaining()) {
                return;
            }
            if (packet.remaining() < PACKET_HEADER) {
                throw new CaptureException(input.offset(), "the file ends within a packet's header");
            }
            long length = Integer.toUnsignedLong(packet.getInt(8));
            if (length > Packets.LARGEST) {
                throw new CaptureException(at + 8, "a packet can't have " + length + " bytes; the file is damaged");
            }
            packets.packet(linkType, input.exactly((int) length, "a packet"));
        }
    }
}
