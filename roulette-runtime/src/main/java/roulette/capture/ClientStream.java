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
 * What the client of one connection said, put together from segments in any order. Where two segments have the same
 * byte, the one that came first is taken.
 */
final class ClientStream {
    private static final byte[] NONE = {};
    /** So many places in what the client said are kept, at which it had heard more than before. */
    private static final int MOST_TURNS = 64;

    /** By the time it said the byte at this place the client had heard all of the server before this number. */
    private record Heard(int place, int number) {}

    private final InetSocketAddress client;
    private final InetSocketAddress server;
    private final int first;
    private final int limit;
    private final boolean midway;

    /** The number of the server's first byte; null while that is not known. */
    private @Nullable Integer serverFirst;

    /** The number of the server's end, which counts as a byte; null while it has none. */
    private @Nullable Integer serverEnd;

    private final List<Heard> heard = new ArrayList<>();

    private byte[] bytes = NONE;
    private final BitSet present = new BitSet();
    /** As many are there without a gap. */
    private int length;

    /** Where the last known byte ends, whether it was captured or not. */
    private long furthest;

    /** Where the client ended its side; -1 while that is not known. */
    private long end = -1;

    private boolean over;
    private boolean reset;

    /**
     * @param first the sequence number of the client's first byte
     * @param midway whether that is only the first one that was captured
     */
    ClientStream(InetSocketAddress client, InetSocketAddress server, int first, int limit, boolean midway) {
        this.client = client;
        this.server = server;
        this.first = first;
        this.limit = limit;
        this.midway = midway;
    }

    /** Whether a packet that opens a connection with this number is one of this connection's. */
    boolean isOpenedBy(int sequence) {
        return first == sequence && !reset;
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

    void reset() {
        over = true;
        reset = true;
    }

    /** @param sequence of the server's first byte */
    void serverBeginsAt(int sequence) {
        serverFirst = sequence;
    }

    /** @param sequence of the server's end */
    void serverEndsAt(int sequence) {
        serverEnd = sequence;
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
        hear(start, segment);
        put(start, segment.payload());
        length = present.nextClearBit(length);
        over = length == limit || hasEnded();
    }

    private void hear(long start, Segment segment) {
        if (!segment.acknowledges()) {
            return;
        }
        if (segment.length() == 0) {
            // It confirms the server's first packet.
            serverFirst = serverFirst == null && start == 0 ? (Integer) segment.acknowledged() : serverFirst;
        } else if (start >= 0
                && start < limit
                && heard.size() < MOST_TURNS
                && (heard.isEmpty() || heard.getLast().number() != segment.acknowledged())) {
            heard.add(new Heard((int) start, segment.acknowledged()));
        }
    }

    /** The places in what the client said before which it had heard more of the server; none where that is not known. */
    private List<Integer> turns() {
        List<Integer> turns = new ArrayList<>();
        if (serverFirst != null && !midway) {
            int before = serverFirst;
            heard.sort(Comparator.comparingInt(Heard::place));
            for (Heard next : heard) {
                // An end says nothing.
                int number = serverEnd != null && next.number() - serverEnd > 0 ? serverEnd : next.number();
                if (number - before > 0 && next.place() < length) {
                    turns.add(next.place());
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

    /** What is known by now. */
    CapturedConnection captured(boolean moreMayCome) {
        return new CapturedConnection(
                client,
                server,
                ByteBuffer.wrap(Arrays.copyOf(bytes, length)).asReadOnlyBuffer(),
                hasEnded(),
                isFull(),
                !hasEnded() && !isFull() && (furthest > length || (moreMayCome && !over)),
                turns(),
                midway);
    }

    /** Gives the memory back; what comes from now on is ignored. */
    void release() {
        over = true;
        bytes = NONE;
        present.clear();
        heard.clear();
    }
}
