package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A refusal, as all that the server sends on an HTTP/2 connection. For a request it is SETTINGS, an acknowledgement of
 * the client's, HEADERS, DATA, and GOAWAY for that stream; for a connection error it is SETTINGS and GOAWAY with the
 * text. Its header block uses neither the dynamic table nor Huffman coding, so it is valid whatever the client's
 * settings are.
 */
final class Http2Refusal {
    private static final int STATUS = 8;
    private static final int CONTENT_LENGTH = 28;
    private static final int CONTENT_TYPE = 31;
    private static final int GOAWAY_BYTES = 8;

    private final byte[] block;
    private final byte[] blockWithoutLength;
    private final byte[] body;

    Http2Refusal(int status, byte[] body) {
        ByteBuffer headers = ByteBuffer.allocate(64);
        field(headers, STATUS, Integer.toString(status));
        field(headers, CONTENT_TYPE, "text/plain");
        this.blockWithoutLength = Arrays.copyOf(headers.array(), headers.position());
        field(headers, CONTENT_LENGTH, Integer.toString(body.length));
        this.block = Arrays.copyOf(headers.array(), headers.position());
        this.body = body;
    }

    /** A literal without indexing, with a name from the static table (RFC 7541, section 6.2.2). */
    private static void field(ByteBuffer headers, int name, String value) {
        if (name < 15) {
            headers.put((byte) name);
        } else {
            headers.put((byte) 15).put((byte) (name - 15));
        }
        headers.put((byte) value.length()).put(value.getBytes(US_ASCII));
    }

    /** The refusal for these bytes, which are certainly HTTP/2. */
    byte[] to(ByteBuffer bytes) {
        if (!Http2.hasPreface(bytes)) {
            return goAway(Http2Opening.error(Http2.read(bytes)));
        }
        Http2Opening opening = new Http2Opening(bytes);
        int error = Http2Opening.error(opening.read());
        if (error != 0 || opening.asked() == 0) {
            return goAway(error);
        } else if (opening.headOnly()) {
            return on(opening.asked(), block, false);
        }
        // A length without a body would be malformed.
        boolean fits = opening.window() >= body.length;
        return on(opening.asked(), fits ? block : blockWithoutLength, fits);
    }

    /** The complete refusal on the stream of the request. */
    private byte[] on(int stream, byte[] headers, boolean withBody) {
        int data = withBody ? Frame.HEADER_BYTES + body.length : 0;
        ByteBuffer bytes = ByteBuffer.allocate(4 * Frame.HEADER_BYTES + headers.length + data + GOAWAY_BYTES);
        header(bytes, 0, Frame.SETTINGS, 0, 0);
        header(bytes, 0, Frame.SETTINGS, Frame.ACK, 0);
        header(bytes, headers.length, Frame.HEADERS, Frame.END_HEADERS | (withBody ? 0 : Frame.END_STREAM), stream);
        bytes.put(headers);
        if (withBody) {
            header(bytes, body.length, Frame.DATA, Frame.END_STREAM, stream);
            bytes.put(body);
        }
        header(bytes, GOAWAY_BYTES, Frame.GOAWAY, 0, 0);
        return bytes.putInt(stream).putInt(0).array();
    }

    /** The complete refusal if no stream can be answered, with this error code. */
    private byte[] goAway(int error) {
        int length = GOAWAY_BYTES + body.length;
        ByteBuffer bytes = ByteBuffer.allocate(2 * Frame.HEADER_BYTES + length);
        header(bytes, 0, Frame.SETTINGS, 0, 0);
        header(bytes, length, Frame.GOAWAY, 0, 0);
        return bytes.putInt(0).putInt(error).put(body).array();
    }

    private static void header(ByteBuffer bytes, int length, int type, int flags, int stream) {
        bytes.put((byte) 0)
                .putShort((short) length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream);
    }
}
