package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What the client of one connection said, put together from segments in any order. Where two segments have the same
 * byte, the one that came first is taken.
 */
final class ClientStream {
    private static final byte[] NONE = {};

    private final InetSocketAddress client;
    private final InetSocketAddress server;
    private final int first;
    private final int limit;

    private byte[] bytes = NONE;
    private final BitSet present = new BitSet();
    /** As many are there without a gap. */
    private int length;

    /** Where the last known byte ends, whether it was captured or not. */
    private long furthest;

    /** Where the client ended its side; -1 while that is not known. */
    private long end = -1;

    private boolean over;

    /** @param first the sequence number of the client's first byte */
    ClientStream(InetSocketAddress client, InetSocketAddress server, int first, int limit) {
        this.client = client;
        this.server = server;
        this.first = first;
        this.limit = limit;
    }

    boolean beginsAt(int sequence) {
        return first == sequence;
    }

    /** Whether nothing that comes can add to it. */
    boolean isOver() {
        return over;
    }

    /** Bytes of memory. */
    int size() {
        return bytes.length;
    }

    void close() {
        over = true;
    }

    void take(int sequence, Segment segment) {
        if (over) {
            return;
        }
        // Before the first byte it is negative: an old segment, or a probe whether the connection is alive.
        long start = sequence - first;
        furthest = Math.max(furthest, start + segment.length());
        if (segment.ends() && end < 0) {
            end = Math.max(0, start + segment.length());
        }
        put(start, segment.payload());
        length = present.nextClearBit(length);
        over = length == limit || hasEnded();
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

    /** What is known by now. */
    CapturedConnection captured(boolean moreMayCome) {
        return new CapturedConnection(
                client,
                server,
                ByteBuffer.wrap(Arrays.copyOf(bytes, length)).asReadOnlyBuffer(),
                hasEnded(),
                isFull(),
                !hasEnded() && !isFull() && (furthest > length || (moreMayCome && !over)));
    }

    /** Gives the memory back; what comes from now on is ignored. */
    void release() {
        over = true;
        bytes = NONE;
        present.clear();
    }
}
