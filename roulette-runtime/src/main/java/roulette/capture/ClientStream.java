package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reassembles the bytes of one connection's client from segments in any order. Where segments overlap, the first
 * captured byte counts.
 */
final class ClientStream {
    private static final byte[] NONE = {};
    /** At most so many acknowledgements of server data are kept. */
    private static final int MOST_TURNS = 64;

    /**
     * When the client sent the byte at this offset, it had acknowledged all server bytes before this sequence number.
     */
    private record Acknowledged(int offset, int number) {}

    private final InetSocketAddress client;
    private final InetSocketAddress server;
    private final int first;
    private final int limit;
    private final boolean midway;

    /** The sequence number of the server's first byte; null while unknown. */
    private @Nullable Integer serverFirst;

    /** The sequence number of the server's FIN, which counts as a byte; null without one. */
    private @Nullable Integer serverEnd;

    private final List<Acknowledged> acknowledged = new ArrayList<>();

    private byte[] bytes = NONE;
    private final BitSet present = new BitSet();
    /** The number of bytes received without a gap. */
    private int length;

    /** The end of the last known byte, whether it was captured or not. */
    private long furthest;

    /** The offset of the client's FIN; -1 while unknown. */
    private long end = -1;

    private boolean closed;
    private boolean reset;

    /**
     * @param first the sequence number of the client's first byte
     * @param midway whether that is only the first captured one
     */
    ClientStream(InetSocketAddress client, InetSocketAddress server, int first, int limit, boolean midway) {
        this.client = client;
        this.server = server;
        this.first = first;
        this.limit = limit;
        this.midway = midway;
    }

    /** Whether a SYN with this initial sequence belongs to this connection. */
    boolean isOpenedBy(int sequence) {
        return first == sequence && !reset;
    }

    /** Whether no further segment can change it. */
    boolean isClosed() {
        return closed;
    }

    /** The size of its buffer in bytes. */
    int size() {
        return bytes.length;
    }

    void close() {
        closed = true;
    }

    void reset() {
        closed = true;
        reset = true;
    }

    /** @param sequence of the server's first byte */
    void serverBeginsAt(int sequence) {
        serverFirst = sequence;
    }

    /** @param sequence of the server's FIN */
    void serverEndsAt(int sequence) {
        serverEnd = sequence;
    }

    void take(int sequence, Segment segment) {
        if (closed) {
            return;
        }
        // Negative for an old segment, or for a keep-alive probe.
        long start = sequence - first;
        furthest = Math.max(furthest, start + segment.length());
        if (segment.isFin() && end < 0) {
            end = Math.max(0, start + segment.length());
        }
        acknowledge(start, segment);
        put(start, segment.payload());
        length = present.nextClearBit(length);
        closed = length == limit || hasEnded();
    }

    private void acknowledge(long start, Segment segment) {
        if (!segment.isAck()) {
            return;
        }
        if (segment.length() == 0) {
            // It acknowledges the server's SYN.
            serverFirst = serverFirst == null && start == 0 ? (Integer) segment.acknowledged() : serverFirst;
        } else if (start >= 0
                && start < limit
                && acknowledged.size() < MOST_TURNS
                && (acknowledged.isEmpty() || acknowledged.getLast().number() != segment.acknowledged())) {
            acknowledged.add(new Acknowledged((int) start, segment.acknowledged()));
        }
    }

    /** The offsets before which the client had received more of the server; none if unknown. */
    private List<Integer> turns() {
        List<Integer> turns = new ArrayList<>();
        if (serverFirst != null && !midway) {
            int before = serverFirst;
            acknowledged.sort(Comparator.comparingInt(Acknowledged::offset));
            for (Acknowledged next : acknowledged) {
                // A FIN carries no data.
                int number = serverEnd != null && next.number() - serverEnd > 0 ? serverEnd : next.number();
                if (number - before > 0 && next.offset() < length) {
                    turns.add(next.offset());
                    before = number;
                }
            }
        }
        return turns;
    }

    private void put(long start, ByteBuffer payload) {
        int from = (int) Math.max(0, start);
        int to = (int) Math.min(limit, start + payload.remaining());
        if (to > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(limit, Math.max(to, 2 * bytes.length)));
        }
        for (int i = from; i < to; i++) {
            if (!present.get(i)) {
                present.set(i);
                bytes[i] = payload.get((int) (i - start));
            }
        }
    }

    private boolean hasEnded() {
        return end >= 0 && length >= end;
    }

    private boolean isFull() {
        return length == limit && !hasEnded();
    }

    /** The connection as captured so far. */
    CapturedConnection captured(boolean moreMayCome) {
        return new CapturedConnection(
                client,
                server,
                ByteBuffer.wrap(Arrays.copyOf(bytes, length)).asReadOnlyBuffer(),
                hasEnded(),
                isFull(),
                !hasEnded() && !isFull() && (furthest > length || (moreMayCome && !closed)),
                turns(),
                midway);
    }

    /** Frees the buffer; later segments are ignored. */
    void release() {
        closed = true;
        bytes = NONE;
        present.clear();
        acknowledged.clear();
    }
}
