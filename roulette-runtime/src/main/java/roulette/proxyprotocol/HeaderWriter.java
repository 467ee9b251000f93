package roulette.proxyprotocol;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import roulette.api.ProxyProtocol;

/**
 * Writes the PROXY protocol's header (sections 2.1 and 2.2), without TLVs.
 *
 * <p>If one address is IPv4 and the other IPv6, the header is an IPv6 one, and the IPv4 address is written as an
 * IPv4-mapped one ({@code ::ffff:a.b.c.d}), in both versions. HAProxy's own sender (its functions
 * {@code make_proxy_line_v1} and {@code make_proxy_line_v2}) does the same. Neither {@code UNKNOWN} nor {@code LOCAL}
 * is ever written: some receivers refuse the former, and both would lose the client's address.
 */
public final class HeaderWriter {
    private HeaderWriter() {}

    /**
     * The header of a connection.
     *
     * @param source the client
     * @param destination the address that the client connected to
     * @return the bytes, from position 0 to the limit
     * @throws IllegalArgumentException if an address is not resolved
     */
    public static ByteBuffer write(ProxyProtocol version, InetSocketAddress source, InetSocketAddress destination) {
        InetAddress from = resolved(source);
        InetAddress to = resolved(destination);
        boolean ipv4 = from instanceof Inet4Address && to instanceof Inet4Address;
        byte[] fromBytes = ipv4 ? from.getAddress() : sixteen(from);
        byte[] toBytes = ipv4 ? to.getAddress() : sixteen(to);
        return switch (version) {
            case V1 -> text(ipv4, fromBytes, toBytes, source.getPort(), destination.getPort());
            case V2 -> binary(ipv4, fromBytes, toBytes, source.getPort(), destination.getPort());
        };
    }

    private static ByteBuffer text(boolean ipv4, byte[] from, byte[] to, int fromPort, int toPort) {
        String line = ipv4
                ? "PROXY TCP4 " + dotted(from) + " " + dotted(to)
                : "PROXY TCP6 " + groups(from) + " " + groups(to);
        return ByteBuffer.wrap((line + " " + fromPort + " " + toPort + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }

    private static ByteBuffer binary(boolean ipv4, byte[] from, byte[] to, int fromPort, int toPort) {
        int rest = from.length + to.length + 2 * Short.BYTES;
        return ByteBuffer.allocate(BinaryReader.FIXED + rest)
                .put(BinaryReader.SIGNATURE)
                .put((byte) 0x21)
                .put((byte) (ipv4 ? 0x11 : 0x21))
                .putShort((short) rest)
                .put(from)
                .put(to)
                .putShort((short) fromPort)
                .putShort((short) toPort)
                .flip();
    }

    private static String dotted(byte[] address) {
        StringJoiner text = new StringJoiner(".");
        for (byte number : address) {
            text.add(Integer.toString(Byte.toUnsignedInt(number)));
        }
        return text.toString();
    }

    /** Hexadecimal without {@code ::}: the form that the document describes and every receiver reads. */
    private static String groups(byte[] address) {
        StringJoiner text = new StringJoiner(":");
        ByteBuffer bytes = ByteBuffer.wrap(address);
        while (bytes.hasRemaining()) {
            text.add(Integer.toHexString(Short.toUnsignedInt(bytes.getShort())));
        }
        return text.toString();
    }

    private static byte[] sixteen(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                ? bytes
                : ByteBuffer.allocate(16)
                        .putShort(10, (short) 0xffff)
                        .put(12, bytes)
                        .array();
    }

    private static InetAddress resolved(InetSocketAddress address) {
        InetAddress resolved = address.getAddress();
        if (resolved == null) {
            throw new IllegalArgumentException(address + " is not resolved");
        }
        return resolved;
    }
}
