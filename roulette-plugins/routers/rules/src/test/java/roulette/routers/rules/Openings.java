package roulette.routers.rules;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Minimal opening messages of clients. */
final class Openings {
    private Openings() {}

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A ClientHello with this name, and these protocols. */
    static byte[] tls(String sni, String... alpn) {
        byte[] host = text(sni);
        byte[] name = prefixed(2, join(new byte[] {0}, prefixed(2, host)));
        byte[] extensions = join(new byte[] {0, 0}, prefixed(2, name));
        if (alpn.length > 0) {
            byte[] list = {};
            for (String each : alpn) {
                list = join(list, prefixed(1, text(each)));
            }
            extensions = join(extensions, new byte[] {0, 16}, prefixed(2, prefixed(2, list)));
        }
        byte[] body = join(
                new byte[] {3, 3},
                new byte[32],
                new byte[] {0},
                prefixed(2, new byte[] {0x13, 1}),
                new byte[] {1, 0},
                prefixed(2, extensions));
        byte[] message = join(new byte[] {1}, prefixed(3, body));
        return join(new byte[] {22, 3, 1}, prefixed(2, message));
    }

    static byte[] http(String host, String path, String... headers) {
        return text("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\n"
                + String.join(
                        "",
                        java.util.Arrays.stream(headers)
                                .map(each -> each + "\r\n")
                                .toList()) + "\r\n");
    }

    static byte[] git(String path, String host) {
        String line = "git-upload-pack " + path + "\0host=" + host + "\0";
        return text(String.format("%04x", line.length() + 4) + line);
    }

    static byte[] ssh() {
        return text("SSH-2.0-OpenSSH_9.6\r\n");
    }

    static byte[] postgresSsl() {
        return ByteBuffer.allocate(8).putInt(8).putInt(80877103).array();
    }

    static byte[] postgres(String user, String database) {
        byte[] body = text("user\0" + user + "\0database\0" + database + "\0application_name\0psql\0\0");
        return ByteBuffer.allocate(8 + body.length)
                .putInt(8 + body.length)
                .putInt(3 << 16)
                .put(body)
                .array();
    }

    static byte[] mqtt(String clientId) {
        byte[] body = join(prefixed(2, text("MQTT")), new byte[] {4, 2, 0, 60}, prefixed(2, text(clientId)));
        return join(new byte[] {0x10}, prefixed(1, body));
    }

    static byte[] redis(String user) {
        return text("*3\r\n$4\r\nAUTH\r\n$" + user.length() + "\r\n" + user + "\r\n$1\r\nx\r\n");
    }

    static byte[] minecraft(String host) {
        byte[] packet = join(new byte[] {0, 47}, prefixed(1, text(host)), new byte[] {0x63, (byte) 0xdd, 2});
        return prefixed(1, packet);
    }

    static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }

    private static byte[] prefixed(int size, byte[] bytes) {
        byte[] length = new byte[size];
        for (int i = 0; i < size; i++) {
            length[i] = (byte) (bytes.length >> 8 * (size - 1 - i));
        }
        return join(length, bytes);
    }
}
