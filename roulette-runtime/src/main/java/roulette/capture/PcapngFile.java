package roulette.capture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * The newer format: blocks, each with a type and a length. Each section has its own byte order and interfaces. Blocks
 * without packets are skipped.
 *
 * @see <a href="https://datatracker.ietf.org/doc/draft-ietf-opsawg-pcapng/">PCAP Next Generation Capture File
 *     Format</a>
 */
final class PcapngFile {
    /** The same in both byte orders. */
    static final int SECTION = 0x0A0D0D0A;

    private static final int INTERFACE = 1;
    /** Obsolete. */
    private static final int OLD_PACKET = 2;

    private static final int SIMPLE_PACKET = 3;
    private static final int ENHANCED_PACKET = 6;

    private static final int BYTE_ORDER = 0x1A2B3C4D;
    private static final int VERSION = 1;
    private static final int FRAME = 12;
    private static final int MOST_INTERFACES = 1 << 16;

    private record Interface(int linkType, long longest) {}

    private final Input input;
    private final Packets packets;
    private final List<Interface> interfaces = new ArrayList<>();
    private ByteOrder order = ByteOrder.BIG_ENDIAN;

    /** Where the current block begins. */
    private long at;

    private PcapngFile(Input input, Packets packets) {
        this.input = input;
        this.packets = packets;
    }

    static void read(Input input, Packets packets) throws IOException, CaptureException {
        PcapngFile file = new PcapngFile(input, packets);
        boolean more;
        do {
            more = file.block();
        } while (more);
    }

    private boolean block() throws IOException, CaptureException {
        at = input.offset();
        ByteBuffer head = input.upTo(8);
        if (!head.hasRemaining()) {
            return false;
        }
        if (head.remaining() < 8) {
            throw new CaptureException(input.offset(), "the file ends within a block's header");
        }
        boolean section = head.getInt(0) == SECTION;
        if (section) {
            order = order();
        }
        int kind = head.order(order).getInt(0);
        long length = Integer.toUnsignedLong(head.getInt(4));
        int before = section ? FRAME + 4 : FRAME;
        if (length < before || length % 4 != 0) {
            throw new CaptureException(at + 4, "a block can't have " + length + " bytes; the file is damaged");
        }
        body(kind, length - before);
        if (input.exactly(4, "a block").order(order).getInt(0) != (int) length) {
            throw new CaptureException(input.offset() - 4, "a block has two different lengths at its start and end");
        }
        return true;
    }

    private ByteOrder order() throws IOException, CaptureException {
        ByteBuffer magic = input.exactly(4, "a section's header");
        for (ByteOrder candidate : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
            if (magic.order(candidate).getInt(0) == BYTE_ORDER) {
                return candidate;
            }
        }
        throw new CaptureException(at + 8, "a section has no valid byte order; the file is damaged");
    }

    private void body(int kind, long length) throws IOException, CaptureException {
        switch (kind) {
            case SECTION -> section(whole(length, 12, 1 << 16));
            case INTERFACE -> declare(whole(length, 8, 1 << 20));
            case ENHANCED_PACKET -> {
                ByteBuffer body = packet(length, 20);
                packet(body, Integer.toUnsignedLong(body.getInt(0)), body.getInt(12), 20);
            }
            case OLD_PACKET -> {
                ByteBuffer body = packet(length, 20);
                packet(body, Short.toUnsignedInt(body.getShort(0)), body.getInt(12), 20);
            }
            case SIMPLE_PACKET -> {
                ByteBuffer body = packet(length, 4);
                long captured = Math.min(Integer.toUnsignedLong(body.getInt(0)), body.remaining() - 4);
                packet(body, 0, (int) Math.min(captured, interfaceAt(0).longest()), 4);
            }
            default -> input.skip(length, "a block");
        }
    }

    private void section(ByteBuffer body) throws CaptureException {
        int version = Short.toUnsignedInt(body.getShort(0));
        if (version != VERSION) {
            throw new CaptureException(at + 12, "pcapng version " + version + " is not supported");
        }
        interfaces.clear();
    }

    private void declare(ByteBuffer body) throws CaptureException {
        if (interfaces.size() == MOST_INTERFACES) {
            throw new CaptureException(at, "a section has too many interfaces; the file is damaged");
        }
        long longest = Integer.toUnsignedLong(body.getInt(4));
        interfaces.add(new Interface(Short.toUnsignedInt(body.getShort(0)), longest == 0 ? Packets.LARGEST : longest));
    }

    private ByteBuffer packet(long length, int least) throws IOException, CaptureException {
        // Options may follow the packet.
        return whole(length, least, 2 * Packets.LARGEST);
    }

    private ByteBuffer whole(long length, int least, int most) throws IOException, CaptureException {
        if (length < least || length > most) {
            throw new CaptureException(at + 4, "this block can't have " + (length + FRAME) + " bytes");
        }
        return input.exactly((int) length, "a block").order(order);
    }

    private void packet(ByteBuffer body, long interfaceNumber, int length, int start) throws CaptureException {
        if (length < 0 || length > Packets.LARGEST || length > body.remaining() - start) {
            throw new CaptureException(at, "a packet is longer than its block");
        }
        packets.packet(interfaceAt(interfaceNumber).linkType(), body.slice(start, length));
    }

    private Interface interfaceAt(long number) throws CaptureException {
        if (number >= interfaces.size()) {
            throw new CaptureException(at, "a packet of interface " + number + ", which the file has not declared");
        }
        return interfaces.get((int) number);
    }
}
