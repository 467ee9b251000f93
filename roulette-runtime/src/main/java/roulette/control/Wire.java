package roulette.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The protocol of the control socket, one request for each connection. A request is {@code roulette-control 1 COMMAND},
 * a line for each argument, and an empty line. An answer is {@code roulette-control 1 EXITCODE LENGTH} and LENGTH bytes
 * of text. All text is UTF-8; lines end with a line feed.
 */
final class Wire {
    /** Protocol and version. */
    static final String GREETING = "roulette-control 1";

    /** The maximum size of a request. */
    static final int MAX_REQUEST = 64 << 10;

    /** The maximum size of an answer. */
    static final int MAX_ANSWER = 64 << 20;

    private static final int PART = 64 << 10;
    private static final Pattern ANSWER = Pattern.compile(GREETING + " (\\d{1,3}) (\\d{1,9})");

    private Wire() {}

    static void send(Request request, WritableByteChannel to) throws IOException {
        write(request.encoded(), to);
    }

    static void send(Answer answer, WritableByteChannel to) throws IOException {
        byte[] text = answer.text().getBytes(StandardCharsets.UTF_8);
        String head = GREETING + " " + answer.exitCode() + " " + text.length + "\n";
        write(head.getBytes(StandardCharsets.UTF_8), to);
        write(text, to);
    }

    private static void write(byte[] bytes, WritableByteChannel to) throws IOException {
        int written = 0;
        while (written < bytes.length) {
            // In parts, as the channel copies each to direct memory.
            written += to.write(ByteBuffer.wrap(bytes, written, Math.min(PART, bytes.length - written)));
        }
    }

    static Request receiveRequest(ReadableByteChannel from) throws IOException {
        ByteBuffer received = ByteBuffer.allocate(MAX_REQUEST);
        while (!endsWithEmptyLine(received)) {
            if (!received.hasRemaining()) {
                throw new WireException("the request is larger than " + MAX_REQUEST + " bytes");
            }
            if (from.read(received) < 0) {
                throw cutOff();
            }
        }
        return Request.decoded(StandardCharsets.UTF_8.decode(received.flip()).toString());
    }

    private static boolean endsWithEmptyLine(ByteBuffer received) {
        int size = received.position();
        return size > 2 && received.get(size - 1) == '\n' && received.get(size - 2) == '\n';
    }

    static Answer receiveAnswer(ReadableByteChannel from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        do {
            if (head.size() > 100) {
                throw new WireException("the answer is none of " + GREETING);
            }
            read(from, head, 1);
        } while (head.toByteArray()[head.size() - 1] != '\n');
        Matcher matcher = ANSWER.matcher(head.toString(StandardCharsets.UTF_8).strip());
        if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_ANSWER) {
            throw new WireException(
                    "the answer is none of " + GREETING + "; use the bin/roulette of the version that is running");
        }
        int length = Integer.parseInt(matcher.group(2));
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        while (text.size() < length) {
            read(from, text, Math.min(PART, length - text.size()));
        }
        return new Answer(Integer.parseInt(matcher.group(1)), text.toString(StandardCharsets.UTF_8));
    }

    /** Reads at least one byte, and at most this many. */
    private static void read(ReadableByteChannel from, ByteArrayOutputStream into, int most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(most);
        if (from.read(buffer) < 0) {
            throw cutOff();
        }
        into.write(buffer.array(), 0, buffer.position());
    }

    private static WireException cutOff() {
        return new WireException("the other side has closed the connection before it had sent everything");
    }
}
