package roulette.routing;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.eventloop.BufferPool;

/**
 * The bytes of one opening, in a pooled buffer that grows up to the limit, as far as the budget of all openings and the
 * memory go. While a read is pending or a router looks at it the buffer is pinned: it is given back when both the
 * connection and all who pinned it are done with it. Confined to the loop's thread.
 */
public final class OpeningBytes {
    private final BufferPool pool;
    private final OpeningsBudget budget;
    private final int limit;

    /** From {@code start} to its position are the bytes; from there to its limit is room. */
    private ByteBuffer buffer;

    private int start;
    private int pins;
    private boolean released;
    private boolean gone;

    public OpeningBytes(BufferPool pool, OpeningsBudget budget, int limit) {
        this.pool = pool;
        this.budget = budget;
        this.limit = limit;
        this.buffer = bounded(pool.take(BufferPool.FIRST));
        budget.takeAnyhow(buffer.capacity());
    }

    public int size() {
        return buffer.position() - start;
    }

    public boolean isFull() {
        return size() >= limit;
    }

    /** Makes room for at least one byte more. Returns false where the budget has nothing left. Only when not full. */
    public boolean makeRoom() {
        if (pins > 0) {
            return true;
        }
        if (start > 0) {
            bounded(buffer.flip().position(start).compact());
            start = 0;
        }
        if (!buffer.hasRemaining()) {
            return grow();
        }
        return true;
    }

    private boolean grow() {
        int capacity = buffer.capacity() * 4;
        int more = capacity - buffer.capacity();
        if (!budget.take(more)) {
            return false;
        }
        @Nullable ByteBuffer larger = pool.takeExactly(BufferPool.classFor(capacity));
        if (larger == null) {
            budget.give(more);
            return false;
        }
        bounded(larger).put(buffer.flip());
        pool.give(buffer);
        buffer = larger;
        return true;
    }

    /** Pins the buffer and returns it to be read into. Only after {@link #makeRoom()}. */
    ByteBuffer pinForRead() {
        pins++;
        return buffer;
    }

    /** Pins the buffer and returns a read-only view of the bytes so far. */
    public ByteBuffer pinForView() {
        pins++;
        return pool.view(buffer).slice(start, size()).asReadOnlyBuffer();
    }

    public void unpin() {
        pins--;
        giveBackIfDone();
    }

    /** A copy of the bytes so far, for whoever looks at them later. */
    public ByteBuffer copy() {
        return ByteBuffer.allocate(size()).put(0, buffer, start, size()).asReadOnlyBuffer();
    }

    /** Drops the first bytes. */
    public void consume(int count) {
        start += count;
    }

    /**
     * Hands the buffer over, ready to be written; the taker gives it back to the pool, and calls {@link #written} before
     * that. Only when it is not pinned.
     */
    public ByteBuffer take() {
        gone = true;
        return buffer.flip().position(start);
    }

    /** What was taken holds the bytes no more: its memory counts against the openings' budget until then. */
    public void written() {
        budget.give(buffer.capacity());
    }

    /** The connection is done with the bytes. Does nothing after {@link #take()}. */
    public void release() {
        released = true;
        giveBackIfDone();
    }

    private void giveBackIfDone() {
        if (released && pins == 0 && !gone) {
            gone = true;
            budget.give(buffer.capacity());
            pool.give(buffer);
        }
    }

    private ByteBuffer bounded(ByteBuffer any) {
        return any.limit(Math.min(limit, any.capacity()));
    }
}
