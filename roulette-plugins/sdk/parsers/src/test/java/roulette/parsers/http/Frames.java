package roulette.parsers.http;

import static roulette.parsers.Pieces.bytes;
import static roulette.parsers.http.Wire.join;

import java.nio.ByteBuffer;

/** Frames and openings of HTTP/2 clients. */
final class Frames {
    static final byte[] PREFACE = bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    static final byte[] SETTINGS = frame(Frame.SETTINGS, 0, 0);

    /** GET http://www.example.com/. */
    static final byte[] BLOCK =
            block(":method", "GET", ":scheme", "http", ":path", "/", ":authority", "www.example.com");

    private Frames() {}

    static byte[] frame(int type, int flags, int stream, byte... payload) {
        ByteBuffer header = ByteBuffer.allocate(9);
        header.put((byte) (payload.length >> 16)).putShort((short) payload.length);
        header.put((byte) type).put((byte) flags).putInt(stream);
        return join(header.array(), payload);
    }

    static byte[] headers(byte[] block) {
        return frame(Frame.HEADERS, Frame.END_HEADERS | Frame.END_STREAM, 1, block);
    }

    /** Preface, SETTINGS, and these frames. */
    static byte[] opening(byte[]... frames) {
        return join(PREFACE, SETTINGS, join(frames));
    }

    /** An opening whose first request has these headers, names and values alternating. */
    static byte[] asking(String... headers) {
        return opening(headers(block(headers)));
    }

    /** A header block of literals, names and values alternating. */
    static byte[] block(String... headers) {
        byte[] block = {};
        for (int i = 0; i < headers.length; i += 2) {
            block = join(block, literal(0, headers[i], headers[i + 1]));
        }
        return block;
    }

    /** A header as a literal; kind 0x40 adds it to the dynamic table. */
    static byte[] literal(int kind, String name, String value) {
        return join(new byte[] {(byte) kind}, text(name), text(value));
    }

    static byte[] text(String text) {
        return join(number(7, text.length()), bytes(text));
    }

    static byte[] number(int bits, int number) {
        int most = (1 << bits) - 1;
        if (number < most) {
            return new byte[] {(byte) number};
        }
        ByteBuffer buffer = ByteBuffer.allocate(6).put((byte) most);
        int rest = number - most;
        for (; rest > 127; rest >>= 7) {
            buffer.put((byte) (rest & 127 | 128));
        }
        buffer.put((byte) rest);
        byte[] encoded = new byte[buffer.position()];
        buffer.get(0, encoded);
        return encoded;
    }
}
