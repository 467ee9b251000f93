package roulette.parsers.mqtt;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** CONNECT packets, field by field. */
final class Packets {
    static final int CLEAN = 0x02;
    static final int WILL = 0x04;
    static final int PASSWORD = 0x40;
    static final int USER = 0x80;

    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    static Packets connect(String name, int level, int flags) {
        return new Packets().string(name).octets(level, flags, 0, 60);
    }

    static Packets v31(int flags) {
        return connect("MQIsdp", 3, flags);
    }

    static Packets v311(int flags) {
        return connect("MQTT", 4, flags);
    }

    static Packets v5(int flags) {
        return connect("MQTT", 5, flags);
    }

    Packets string(String text) {
        return data(text.getBytes(StandardCharsets.UTF_8));
    }

    Packets data(byte[] data) {
        octets(data.length >> 8, data.length & 0xff);
        body.writeBytes(data);
        return this;
    }

    Packets octets(int... octets) {
        for (int octet : octets) {
            body.write(octet);
        }
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x10);
        int length = body.size();
        for (; length >= 0x80; length >>= 7) {
            packet.write(length & 0x7f | 0x80);
        }
        packet.write(length);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }
}
