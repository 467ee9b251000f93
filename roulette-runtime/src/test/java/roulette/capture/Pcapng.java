package roulette.capture;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;

/** Builds files of the newer format. */
final class Pcapng {
    private final ByteOrder order;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();

    private Pcapng(ByteOrder order) {
        this.order = order;
    }

    static Pcapng section(ByteOrder order) {
        return new Pcapng(order)
                .block(
                        PcapngFile.SECTION,
                        16,
                        body -> body.putInt(0x1A2B3C4D)
                                .putInt(order == ByteOrder.BIG_ENDIAN ? 0x00010000 : 1)
                                .putLong(-1));
    }

    Pcapng face(int linkType, int longest) {
        return block(
                1,
                8,
                body -> body.putShort((short) linkType).putShort((short) 0).putInt(longest));
    }

    /** Adds an enhanced packet block. */
    Pcapng enhanced(int face, byte[] packet) {
        return block(
                6,
                20 + padded(packet.length),
                body -> body.putInt(face)
                        .putLong(0)
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .put(packet));
    }

    /** Adds a simple packet block: always of the first interface. */
    Pcapng simple(byte[] packet, int captured) {
        return block(3, 4 + padded(captured), body -> body.putInt(packet.length).put(packet, 0, captured));
    }

    Pcapng old(int face, byte[] packet) {
        return block(
                2,
                20 + padded(packet.length),
                body -> body.putShort((short) face)
                        .putShort((short) 0)
                        .putLong(0)
                        .putInt(packet.length)
                        .putInt(packet.length)
                        .put(packet));
    }

    Pcapng block(int kind, int length, Consumer<ByteBuffer> content) {
        ByteBuffer block = ByteBuffer.allocate(length + 12).order(order);
        block.putInt(kind).putInt(length + 12);
        content.accept(block);
        file.writeBytes(block.putInt(length + 8, length + 12).array());
        return this;
    }

    private static int padded(int length) {
        return (length + 3) / 4 * 4;
    }

    byte[] bytes() {
        return file.toByteArray();
    }
}
