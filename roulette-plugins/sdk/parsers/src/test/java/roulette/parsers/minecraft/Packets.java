package roulette.parsers.minecraft;

import static roulette.parsers.Pieces.bytes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Packets of Minecraft clients. */
final class Packets {
    private static final String CHANNEL = "MC|PingHost";

    private Packets() {}

    static byte[] handshake(int version, String address, int port, int intent) {
        byte[] text = address.getBytes(StandardCharsets.UTF_8);
        return packet(bytes(0, varInt(version), varInt(text.length), text, port >> 8, port & 0xff, varInt(intent)));
    }

    static byte[] packet(byte[] body) {
        return bytes(varInt(body.length), body);
    }

    static byte[] varInt(int value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        VarInt.write(value, out);
        return out.toByteArray();
    }

    static byte[] ping(int version, String host, int port) {
        byte[] text = host.getBytes(StandardCharsets.UTF_16BE);
        return bytes(
                0xfe,
                1,
                0xfa,
                u16(CHANNEL.length()),
                CHANNEL.getBytes(StandardCharsets.UTF_16BE),
                u16(7 + text.length),
                version,
                u16(host.length()),
                text,
                u16(port >>> 16),
                u16(port & 0xffff));
    }

    static byte[] u16(int value) {
        return bytes(value >> 8, value & 0xff);
    }
}
