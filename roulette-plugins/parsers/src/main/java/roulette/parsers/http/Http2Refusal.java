package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * A response as the only thing that an HTTP/2 server ever says: SETTINGS, an acknowledgement of the client's, HEADERS,
 * DATA, and GOAWAY for that stream. Its header block uses neither the dynamic table nor Huffman's code, so that it is
 * right whatever the client's settings are.
 */
final class Http2Refusal {
    private static final int STATUS = 8;
    private static final int CONTENT_LENGTH = 28;
    private static final int CONTENT_TYPE = 31;
    private static final int GOAWAY_BYTES = 8;

    private final byte[] block;
    private final byte[] body;

    Http2Refusal(int status, byte[] body) {
        ByteBuffer headers = ByteBuffer.allocate(64);
        field(headers, STATUS, Integer.toString(status));
        field(headers, CONTENT_TYPE, "text/plain");
        field(headers, CONTENT_LENGTH, Integer.toString(body.length));
        this.block = new byte[headers.position()];
        headers.get(0, block);
        this.body = body;
    }

    /** A literal that is not to be kept, with a name of the static table (RFC 7541, section 6.2.2). */
    private static void field(ByteBuffer headers, int name, String value) {
        if (name < 15) {
            headers.put((byte) name);
        } else {
            headers.put((byte) 15).put((byte) (name - 15));
        }
        headers.put((byte) value.length()).put(value.getBytes(US_ASCII));
    }

    /** All of it, for the stream that asked. */
    byte[] on(int stream, boolean withBody) {
        int data = withBody ? Frame.HEADER_BYTES + body.length : 0;
        ByteBuffer bytes = ByteBuffer.allocate(4 * Frame.HEADER_BYTES + block.length + data + GOAWAY_BYTES);
        header(bytes, 0, Frame.SETTINGS, 0, 0);
        header(bytes, 0, Frame.SETTINGS, Frame.ACK, 0);
        header(bytes, block.length, Frame.HEADERS, Frame.END_HEADERS | (withBody ? 0 : Frame.END_STREAM), stream);
        bytes.put(block);
        if (withBody) {
            header(bytes, body.length, Frame.DATA, Frame.END_STREAM, stream);
            bytes.put(body);
        }
        header(bytes, GOAWAY_BYTES, Frame.GOAWAY, 0, 0);
        return bytes.putInt(stream).putInt(0).array();
    }

    private static void header(ByteBuffer bytes, int length, int type, int flags, int stream) {
        bytes.put((byte) 0)
                .putShort((short) length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
    }
}
