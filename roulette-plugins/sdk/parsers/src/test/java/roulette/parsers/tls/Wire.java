package roulette.parsers.tls;

import static roulette.parsers.Pieces.bytes;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Builders for hellos. */
final class Wire {
    static final int SERVER_NAME = 0;
    static final int PROTOCOLS = 16;
    static final int SUPPORTED_VERSIONS = 43;
    static final int KEY_SHARE = 51;
    static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

    private Wire() {}

    static byte[] u16(int number) {
        return bytes(number >> 8, number);
    }

    /** The parts, prefixed with their length in one byte. */
    static byte[] with8(Object... parts) {
        byte[] data = bytes(parts);
        return bytes(data.length, data);
    }

    /** The parts, prefixed with their length in two bytes. */
    static byte[] with16(Object... parts) {
        byte[] data = bytes(parts);
        return bytes(u16(data.length), data);
    }

    static byte[] extension(int type, Object... data) {
        return bytes(u16(type), with16(data));
    }

    static byte[] serverName(String host) {
        return serverNames(hostName(host));
    }

    static byte[] serverNames(Object... names) {
        return extension(SERVER_NAME, with16(names));
    }

    static byte[] hostName(String host) {
        return bytes(0, with16(host));
    }

    static byte[] protocols(String... names) {
        return extension(PROTOCOLS, with16((Object[])
                Arrays.stream(names).map(Wire::with8).toArray(byte[][]::new)));
    }

    static byte[] versions(int... numbers) {
        return extension(SUPPORTED_VERSIONS, with8((Object[])
                Arrays.stream(numbers).mapToObj(Wire::u16).toArray(byte[][]::new)));
    }

    /** The body of a hello up to its extensions. */
    static byte[] beginning(int version) {
        return bytes(u16(version), new byte[32], with8(new byte[32]), with16(0x13, 1, 0xc0, 0x2f), with8(0));
    }

    /** The body of a hello with these extensions. */
    static byte[] body(byte[]... extensions) {
        return bytes(beginning(0x0303), with16((Object[]) extensions));
    }

    /** The message with this body. */
    static byte[] message(byte[] body) {
        return bytes(1, body.length >> 16, u16(body.length), body);
    }

    /** A handshake record. */
    static byte[] record(byte[] fragment) {
        return bytes(0x16, 3, 1, with16(fragment));
    }

    /** A message in records of this size, the last one smaller. */
    static byte[] records(byte[] message, int size) {
        ByteArrayOutputStream records = new ByteArrayOutputStream();
        for (int from = 0; from < message.length; from += size) {
            records.writeBytes(record(Arrays.copyOfRange(message, from, Math.min(message.length, from + size))));
        }
        return records.toByteArray();
    }

    /** A hello with these extensions. */
    static byte[] hello(byte[]... extensions) {
        return records(message(body(extensions)), 1 << 14);
    }

    /** The message in these records. */
    static byte[] messageOf(byte[] records) {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int at = 0;
        while (at < records.length) {
            int size = (records[at + 3] & 0xff) << 8 | records[at + 4] & 0xff;
            message.write(records, at + 5, size);
            at += 5 + size;
        }
        return message.toByteArray();
    }

    static byte[] first(byte[] bytes, int length) {
        return Arrays.copyOf(bytes, length);
    }

    static byte[] last(byte[] bytes, int length) {
        return Arrays.copyOfRange(bytes, bytes.length - length, bytes.length);
    }
}
