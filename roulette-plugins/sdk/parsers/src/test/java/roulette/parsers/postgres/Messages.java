package roulette.parsers.postgres;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Messages of clients. */
final class Messages {
    static final byte[] SSL = request(5679);
    static final byte[] GSS_ENC = request(5680);

    private Messages() {}

    /** A message with the correct length. */
    static byte[] message(int major, int minor, byte[] contents) {
        return ByteBuffer.allocate(8 + contents.length)
                .putInt(8 + contents.length)
                .putShort((short) major)
                .putShort((short) minor)
                .put(contents)
                .array();
    }

    static byte[] request(int minor) {
        return message(1234, minor, new byte[0]);
    }

    /** A protocol 3.0 startup message with names and values, and the terminator. */
    static byte[] startup(String... pairs) {
        return message(3, 0, text(String.join("\0", pairs) + "\0\0"));
    }

    static byte[] cancel(int processId, byte[] key) {
        return message(
                1234,
                5678,
                ByteBuffer.allocate(4 + key.length).putInt(processId).put(key).array());
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
