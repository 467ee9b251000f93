package roulette.parsers.http;

import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/** Reads the first frames of an HTTP/2 connection. Decodes a header block only when it is complete. For one call. */
final class Http2Opening {
    private static final Reading<HttpRequest> FRAME_TOO_LARGE = Reading.malformed("a frame is larger than 16 KiB");
    private static final Reading<HttpRequest> TOO_MANY_FRAMES =
            Reading.malformed("there are more than 64 frames before the end of the first request's headers");
    private static final Reading<HttpRequest> NO_SETTINGS = Reading.malformed("the first frame is not SETTINGS");
    private static final Reading<HttpRequest> FRAME_LENGTH =
            Reading.malformed("a frame has an invalid length for its type");
    private static final Reading<HttpRequest> FRAME_STREAM =
            Reading.malformed("a frame has an invalid stream for its type");
    private static final Reading<HttpRequest> FRAME_TYPE =
            Reading.malformed("a frame of a type not allowed before the first request");
    private static final Reading<HttpRequest> PADDING = Reading.malformed("a frame has more padding than bytes");
    private static final Reading<HttpRequest> NOT_CONTINUED =
            Reading.malformed("a header block is not continued by the next frame");
    private static final Reading<HttpRequest> WINDOW = Reading.malformed("a flow-control window has an invalid size");
    private static final Reading<HttpRequest> HPACK = Reading.malformed("the header block is not valid HPACK");
    static final Reading<HttpRequest> BLOCK_TOO_LARGE = Reading.malformed("the header block is larger than 64 KiB");
    static final Reading<HttpRequest> HEADERS_TOO_LARGE =
            Reading.malformed("the headers are more than 200, or larger than 64 KiB");

    private static final int PROTOCOL_ERROR = 1;
    private static final int FRAME_SIZE_ERROR = 6;
    private static final int COMPRESSION_ERROR = 9;
    private static final int ENHANCE_YOUR_CALM = 11;

    /** Connection errors (RFC 9113, section 5.4.1) with their error codes. All others are stream errors. */
    private static final Map<Reading<HttpRequest>, Integer> CONNECTION_ERRORS = Map.ofEntries(
            Map.entry(Http2.BROKEN, PROTOCOL_ERROR),
            Map.entry(NO_SETTINGS, PROTOCOL_ERROR),
            Map.entry(FRAME_STREAM, PROTOCOL_ERROR),
            Map.entry(FRAME_TYPE, PROTOCOL_ERROR),
            Map.entry(PADDING, PROTOCOL_ERROR),
            Map.entry(NOT_CONTINUED, PROTOCOL_ERROR),
            Map.entry(WINDOW, PROTOCOL_ERROR),
            Map.entry(FRAME_TOO_LARGE, FRAME_SIZE_ERROR),
            Map.entry(FRAME_LENGTH, FRAME_SIZE_ERROR),
            Map.entry(HPACK, COMPRESSION_ERROR),
            Map.entry(TOO_MANY_FRAMES, ENHANCE_YOUR_CALM));

    private static final int SETTING_BYTES = 6;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final long DEFAULT_WINDOW = 65535;
    private static final long MAX_WINDOW = 0x7fff_ffffL;

    private final ByteBuffer bytes;
    private final int end;
    private int at;
    private int frames;
    private int length;
    private int type;
    private int flags;
    private int stream;
    private long window = DEFAULT_WINDOW;
    private int asked;
    private boolean headOnly;

    /** @param bytes starting with the complete preface */
    Http2Opening(ByteBuffer bytes) {
        this.bytes = bytes;
        this.at = bytes.position() + Http2.PREFACE.length();
        this.end = bytes.limit();
    }

    Reading<HttpRequest> read() {
        while (true) {
            Reading<HttpRequest> stopped = frame(0);
            if (stopped == null && type == Frame.HEADERS) {
                return headers();
            }
            if (stopped == null) {
                stopped = payload();
            }
            if (stopped != null) {
                return stopped;
            }
            at += length;
        }
    }

    /**
     * Skips a frame's header; null if the whole frame is there, otherwise the result.
     *
     * @param continued the stream whose header block it must continue; 0 for none
     */
    private @Nullable Reading<HttpRequest> frame(int continued) {
        if (end - at < Frame.HEADER_BYTES) {
            return Reading.partial();
        }
        length = u24(at);
        type = bytes.get(at + 3) & 0xff;
        flags = bytes.get(at + 4) & 0xff;
        stream = (int) (u32(at + 5) & 0x7fff_ffffL);
        at += Frame.HEADER_BYTES;
        if (length > Http2.MAX_FRAME) {
            return FRAME_TOO_LARGE;
        }
        if (frames == 0 && (type != Frame.SETTINGS || has(Frame.ACK))) {
            return NO_SETTINGS;
        }
        if (frames++ == Http2.MAX_FRAMES) {
            return TOO_MANY_FRAMES;
        }
        if (continued != 0 && (type != Frame.CONTINUATION || stream != continued)) {
            return NOT_CONTINUED;
        }
        Reading<HttpRequest> stopped = continued == 0 ? beforeOrFirst() : null;
        if (stopped == null && type == Frame.HEADERS) {
            asked = stream;
        }
        return stopped == null && end - at < length ? Reading.partial() : stopped;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }

    private int u24(int from) {
        return (bytes.get(from) & 0xff) << 16 | (bytes.get(from + 1) & 0xff) << 8 | bytes.get(from + 2) & 0xff;
    }

    private long u32(int from) {
        return (bytes.get(from) & 0xffL) << 24
                | (bytes.get(from + 1) & 0xff) << 16
                | (bytes.get(from + 2) & 0xff) << 8
                | bytes.get(from + 3) & 0xff;
    }

    /** Whether a frame with this header may come before the first request, or start it. */
    private @Nullable Reading<HttpRequest> beforeOrFirst() {
        return switch (type) {
            case Frame.SETTINGS -> check(has(Frame.ACK) ? length == 0 : length % SETTING_BYTES == 0, stream == 0);
            case Frame.PING -> check(length == 8, stream == 0);
            case Frame.PRIORITY -> check(length == 5, stream != 0);
            case Frame.WINDOW_UPDATE -> check(length == 4, stream == 0);
            case Frame.HEADERS -> check(length >= ahead(), stream % 2 == 1);
            case Frame.DATA, Frame.RST_STREAM, Frame.PUSH_PROMISE, Frame.GOAWAY, Frame.CONTINUATION -> FRAME_TYPE;
            default -> null;
        };
    }

    private static @Nullable Reading<HttpRequest> check(boolean lengthFits, boolean streamFits) {
        return !lengthFits ? FRAME_LENGTH : !streamFits ? FRAME_STREAM : null;
    }

    /** Reads the parts needed here of a frame before the first request. */
    private @Nullable Reading<HttpRequest> payload() {
        if (type == Frame.WINDOW_UPDATE) {
            return (u32(at) & MAX_WINDOW) == 0 ? WINDOW : null;
        }
        return type == Frame.SETTINGS ? settings() : null;
    }

    private @Nullable Reading<HttpRequest> settings() {
        for (int setting = at; setting < at + length; setting += SETTING_BYTES) {
            int id = (bytes.get(setting) & 0xff) << 8 | bytes.get(setting + 1) & 0xff;
            if (id == INITIAL_WINDOW_SIZE) {
                window = u32(setting + 2);
                if (window > MAX_WINDOW) {
                    return WINDOW;
                }
            }
        }
        return null;
    }

    /** How many bytes precede the header block in a HEADERS frame. */
    private int ahead() {
        return (has(Frame.PADDED) ? 1 : 0) + (has(Frame.PRIORITY_FLAG) ? 5 : 0);
    }

    private Reading<HttpRequest> headers() {
        int from = at + ahead();
        int first = length - ahead() - (has(Frame.PADDED) ? bytes.get(at) & 0xff : 0);
        if (first < 0) {
            return PADDING;
        }
        int of = stream;
        int blockBytes = first;
        at += length;
        int next = at;
        while (!has(Frame.END_HEADERS)) {
            Reading<HttpRequest> stopped = frame(of);
            if (stopped != null) {
                return stopped;
            }
            blockBytes += length;
            if (blockBytes > HttpRequest.MAX_HEADER_BYTES) {
                return BLOCK_TOO_LARGE;
            }
            at += length;
        }
        return request(block(from, first, next, blockBytes));
    }

    /** Copies the block: its first part, then the parts in the following frames. */
    private byte[] block(int from, int first, int next, int blockBytes) {
        byte[] block = new byte[blockBytes];
        bytes.get(from, block, 0, first);
        int filled = first;
        int frame = next;
        while (filled < blockBytes) {
            int part = u24(frame);
            bytes.get(frame + Frame.HEADER_BYTES, block, filled, part);
            filled += part;
            frame += Frame.HEADER_BYTES + part;
        }
        return block;
    }

    /** The stream of the request, once the header of its first frame was read; 0 for none. */
    int asked() {
        return asked;
    }

    /** Whether the client, as far as read, requests a response without a body. */
    boolean headOnly() {
        return headOnly;
    }

    /** How many bytes of a response body the client's flow-control window allows. */
    long window() {
        return window;
    }

    /** The error code if this result is a connection error; otherwise 0. */
    static int error(Reading<HttpRequest> reading) {
        return CONNECTION_ERRORS.getOrDefault(reading, 0);
    }

    private Reading<HttpRequest> request(byte[] block) {
        ListedFields fields = new ListedFields();
        return switch (new HpackDecoder(HpackDecoder.DEFAULT_TABLE_BYTES).decode(block, fields)) {
            case BROKEN -> HPACK;
            case TOO_LARGE -> HEADERS_TOO_LARGE;
            case DONE -> {
                Http2Head head = new Http2Head(fields);
                Reading<HttpRequest> malformed = head.check();
                headOnly = head.asksForHead();
                yield malformed == null ? Reading.facts(head.request(), at - bytes.position()) : malformed;
            }
        };
    }
}
