package roulette.corpus;

import static roulette.parsers.Pieces.bytes;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.Random;

/** Encoders for numbers and fields of many protocols. */
final class Numbers {
    private Numbers() {}

    static byte[] be16(int value) {
        return ByteBuffer.allocate(2).putShort((short) value).array();
    }

    static byte[] be32(int value) {
        return ByteBuffer.allocate(4).putInt(value).array();
    }

    static byte[] le16(int value) {
        return ByteBuffer.allocate(2)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) value)
                .array();
    }

    static byte[] le32(int value) {
        return ByteBuffer.allocate(4)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(value)
                .array();
    }

    /** Ignores blanks between the digits. */
    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    static byte[] random(Random random, int count) {
        byte[] made = new byte[count];
        random.nextBytes(made);
        return made;
    }

    /** Letters and digits. */
    static String word(Random random, int count) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < count; i++) {
            word.append("abcdefghijklmnopqrstuvwxyz0123456789".charAt(random.nextInt(36)));
        }
        return word.toString();
    }

    /** The parts, prefixed with their total length in two bytes. */
    static byte[] with16(Object... parts) {
        byte[] body = bytes(parts);
        return bytes(be16(body.length), body);
    }

    /** The parts, prefixed with their total length in four bytes. */
    static byte[] with32(Object... parts) {
        byte[] body = bytes(parts);
        return bytes(be32(body.length), body);
    }

    /** An ASN.1 value with this tag and the shortest length form (X.690, sections 8.1.3 and 10.1). */
    static byte[] der(int tag, Object... parts) {
        byte[] body = bytes(parts);
        if (body.length < 0x80) {
            return bytes(tag, body.length, body);
        }
        return body.length < 0x100 ? bytes(tag, 0x81, body.length, body) : bytes(tag, 0x82, be16(body.length), body);
    }

    /** The same with the length in four bytes, as Active Directory clients encode it. */
    static byte[] ber(int tag, Object... parts) {
        byte[] body = bytes(parts);
        return bytes(tag, 0x84, be32(body.length), body);
    }
}
