package roulette.capture;

import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Builds packets, from TCP outwards. */
final class Packet {
    static final InetSocketAddress CLIENT = new InetSocketAddress("10.1.2.3", 5000);
    static final InetSocketAddress SERVER = new InetSocketAddress("10.9.9.9", 443);
    static final InetSocketAddress CLIENT_6 = new InetSocketAddress("2001:db8::1", 5000);
    static final InetSocketAddress SERVER_6 = new InetSocketAddress("2001:db8::2", 443);

    static final int FIN = 1;
    static final int SYN = 2;
    static final int RST = 4;
    static final int ACK = 16;

    private Packet() {}

    /** From the client, in Ethernet. */
    static byte[] up(int flags, int sequence, String payload) {
        return ethernet(ip(CLIENT, SERVER, flags, sequence, 0, payload));
    }

    /** From the client, in Ethernet. */
    static byte[] up(int flags, int sequence, int acknowledged, String payload) {
        return ethernet(ip(CLIENT, SERVER, flags, sequence, acknowledged, payload));
    }

    /** From the server, in Ethernet. */
    static byte[] down(int flags, int sequence, int acknowledged, String payload) {
        return ethernet(ip(SERVER, CLIENT, flags, sequence, acknowledged, payload));
    }

    static byte[] ip(
            InetSocketAddress from, InetSocketAddress to, int flags, int sequence, int acknowledged, String payload) {
        byte[] tcp = tcp(from, to, flags, sequence, acknowledged, payload);
        byte[] source = from.getAddress().getAddress();
        byte[] destination = to.getAddress().getAddress();
        return source.length == 4 ? ipv4(source, destination, tcp) : ipv6(source, destination, 6, tcp);
    }

    static byte[] tcp(
            InetSocketAddress from, InetSocketAddress to, int flags, int sequence, int acknowledged, String payload) {
        byte[] text = payload.getBytes(StandardCharsets.ISO_8859_1);
        // One word of options.
        return ByteBuffer.allocate(24 + text.length)
                .putShort((short) from.getPort())
                .putShort((short) to.getPort())
                .putInt(sequence)
                .putInt(acknowledged)
                .put((byte) 0x60)
                .put((byte) flags)
                .putShort((short) 1024)
                .putInt(0)
                .putInt(0x01010101)
                .put(text)
                .array();
    }

    private static byte[] ipv4(byte[] source, byte[] destination, byte[] content) {
        return ByteBuffer.allocate(20 + content.length)
                .putShort((short) 0x4500)
                .putShort((short) (20 + content.length))
                .putInt(0x12344000)
                .put((byte) 64)
                .put((byte) 6)
                .putShort((short) 0)
                .put(source)
                .put(destination)
                .put(content)
                .array();
    }

    static byte[] ipv6(byte[] source, byte[] destination, int next, byte[] content) {
        return ByteBuffer.allocate(40 + content.length)
                .putInt(0x60000000)
                .putShort((short) content.length)
                .put((byte) next)
                .put((byte) 64)
                .put(source)
                .put(destination)
                .put(content)
                .array();
    }

    /** Padded, as short frames are. */
    static byte[] ethernet(byte[] ip) {
        byte[] frame = join(new byte[12], type(ip), ip);
        return frame.length >= 60
                ? frame
                : join(frame, "filled-up-filled-up-filled-up-".substring(0, 60 - frame.length));
    }

    /** The EtherType of the IP version. */
    static byte[] type(byte[] ip) {
        return (ip[0] & 0xf0) == 0x40 ? new byte[] {8, 0} : new byte[] {(byte) 0x86, (byte) 0xdd};
    }

    static byte[] join(Object... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case byte[] bytes -> all.writeBytes(bytes);
                case Integer octet -> all.write(octet);
                default -> all.writeBytes(part.toString().getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        return all.toByteArray();
    }
}
