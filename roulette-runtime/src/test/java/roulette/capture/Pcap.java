package roulette.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Builds files of the classic format. */
final class Pcap {
    private final ByteOrder order;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private Pcap(ByteOrder order) {
        this.order = order;
    }

    static Pcap ethernet() {
        return of(ByteOrder.LITTLE_ENDIAN, PcapFile.MICROSECONDS, 1);
    }

    static Pcap of(ByteOrder order, int magic, int linkType) {
        Pcap pcap = new Pcap(order);
        pcap.add(
                24,
                header -> header.putInt(magic)
                        .putShort((short) 2)
                        .putShort((short) 4)
                        .putLong(0)
                        .putInt(262144)
                        .putInt(linkType));
        return pcap;
    }

    Pcap with(byte[]... packets) {
        for (byte[] packet : packets) {
            with(packet, packet.length);
        }
        return this;
    }

    /** Adds a truncated packet. */
    Pcap with(byte[] packet, int captured) {
        add(
                16 + captured,
                record ->
                        record.putLong(0).putInt(captured).putInt(packet.length).put(packet, 0, captured));
        return this;
    }

    private void add(int size, Consumer<ByteBuffer> content) {
        ByteBuffer bytes = ByteBuffer.allocate(size).order(order);
        content.accept(bytes);
        file.writeBytes(bytes.array());
    }

    byte[] bytes() {
        return file.toByteArray();
    }
}
