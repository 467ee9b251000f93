package roulette.routers.socks;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import roulette.match.Network;

/** Client messages in bytes. */
final class Wire {
    static final byte[] OPEN = bytes(5, 1, 0);
    static final byte[] PASSWORD = bytes(5, 1, 2);

    private Wire() {}

    /** Numbers are one byte each, strings are UTF-8, arrays are as they are. */
    static byte[] bytes(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            switch (part) {
                case Integer octet -> out.write(octet);
                case String text -> out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
                case byte[] array -> out.writeBytes(array);
                default -> throw new IllegalArgumentException(part.toString());
            }
        }
        return out.toByteArray();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    static byte[] port(int port) {
        return bytes(port >> 8, port & 0xff);
    }

    static byte[] socks4(String address, int port, String user) {
        return bytes(4, 1, port(port), address(address), user, 0);
    }

    static byte[] socks4a(String host, int port, String user) {
        return bytes(4, 1, port(port), 0, 0, 0, 1, user, 0, host, 0);
    }

    static byte[] socks5(String address, int port) {
        byte[] raw = address(address);
        return bytes(5, 1, 0, raw.length == 4 ? 1 : 4, raw, port(port));
    }

    static byte[] socks5Name(String name, int port) {
        return bytes(5, 1, 0, 3, name.length(), name, port(port));
    }

    static byte[] credentials(String name, String password) {
        return bytes(1, bytes(name).length, name, bytes(password).length, password);
    }

    static byte[] address(String literal) {
        return Network.address(literal).orElseThrow().getAddress();
    }

    static byte[] first(byte[] bytes, int count) {
        return Arrays.copyOf(bytes, count);
    }

    static byte[] from(byte[] bytes, int start) {
        return Arrays.copyOfRange(bytes, start, bytes.length);
    }
}
