package roulette.routers.socks;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The received bytes, by index. Callers check that an index has arrived. */
final class Octets {
    private final ByteBuffer bytes;

    Octets(ByteBuffer bytes) {
        this.bytes = bytes.slice();
    }

    int size() {
        return bytes.limit();
    }

    /** An unsigned byte. */
    int at(int index) {
        return Byte.toUnsignedInt(bytes.get(index));
    }

    /** A port: two bytes, the higher one first. */
    int port(int index) {
        return Short.toUnsignedInt(bytes.getShort(index));
    }

    /** An IP address of 4 or 16 bytes. */
    InetAddress address(int index, int length) {
        return Addresses.of(array(index, length));
    }

    /** Each byte as one character. */
    String text(int index, int length) {
        return new String(array(index, length), StandardCharsets.ISO_8859_1);
    }

    String utf8(int index, int length) {
        return new String(array(index, length), StandardCharsets.UTF_8);
    }

    private byte[] array(int index, int length) {
        byte[] array = new byte[length];
        bytes.get(index, array);
        return array;
    }
}
