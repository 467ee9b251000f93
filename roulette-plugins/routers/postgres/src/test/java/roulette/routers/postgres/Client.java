package roulette.routers.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Messages of clients. */
final class Client {
    static final byte[] SSL_REQUEST = request(5679);
    static final byte[] GSS_ENC_REQUEST = request(5680);
    static final byte[] CANCEL_REQUEST = message(
            1234, 5678, ByteBuffer.allocate(8).putInt(4711).putInt(0xbadcafe).array());

    private Client() {}

    static byte[] message(int major, int minor, byte[] contents) {
        return ByteBuffer.allocate(8 + contents.length)
                .putInt(8 + contents.length)
                .putShort((short) major)
                .putShort((short) minor)
                .put(contents)
                .array();
    }

    private static byte[] request(int minor) {
        return message(1234, minor, new byte[0]);
    }

    static byte[] startup(String user, String database) {
        String pairs = "user\0" + user + "\0database\0" + database + "\0application_name\0psql\0\0";
        return message(3, 0, pairs.getBytes(StandardCharsets.UTF_8));
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer joined = ByteBuffer.allocate(length);
        for (byte[] part : parts) {
            joined.put(part);
        }
        return joined.array();
    }
}
