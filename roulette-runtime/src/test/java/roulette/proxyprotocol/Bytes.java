package roulette.proxyprotocol;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Builds valid and invalid headers byte by byte. */
final class Bytes {
    static final byte[] SIGNATURE = of(0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a);
    static final byte[] NONE = {};

    private Bytes() {}

    static byte[] of(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] join(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(
                Arrays.stream(parts).mapToInt(part -> part.length).sum());
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    /** A version 2 header with a correct length field. */
    static byte[] v2(int versionAndCommand, int familyAndProtocol, byte[]... parts) {
        byte[] rest = join(parts);
        return join(SIGNATURE, of(versionAndCommand, familyAndProtocol, rest.length >> 8, rest.length), rest);
    }

    /** The addresses of a version 2 header for TCP from 192.168.0.1, port 56324 to 192.168.0.11, port 443. */
    static byte[] ipv4() {
        return of(192, 168, 0, 1, 192, 168, 0, 11, 0xdc, 0x04, 0x01, 0xbb);
    }

    /** The addresses of a version 2 header for TCP from 2001:db8::1, port 56324 to 2001:db8::2, port 443. */
    static byte[] ipv6() {
        byte[] addresses = new byte[36];
        for (int start = 0; start < 32; start += 16) {
            System.arraycopy(of(0x20, 0x01, 0x0d, 0xb8), 0, addresses, start, 4);
        }
        addresses[15] = 1;
        addresses[31] = 2;
        System.arraycopy(of(0xdc, 0x04, 0x01, 0xbb), 0, addresses, 32, 4);
        return addresses;
    }

    static byte[] tlv(int type, byte[] value) {
        return join(of(type, value.length >> 8, value.length), value);
    }

    /** Replaces the zeros at an index of a header by its checksum. */
    static byte[] checked(byte[] header, int index) {
        CRC32C checksum = new CRC32C();
        checksum.update(header);
        byte[] checked = header.clone();
        ByteBuffer.wrap(checked).putInt(index, (int) checksum.getValue());
        return checked;
    }

    /** An IPv4 header with a checksum as its first TLV, and others after it. */
    static byte[] checkedIpv4(byte[]... tlvs) {
        return checked(v2(0x21, 0x11, ipv4(), tlv(3, new byte[4]), join(tlvs)), 31);
    }
}
