package roulette.routing;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import roulette.eventloop.BufferPool;

/**
 * The bytes of one opening, in a pooled buffer that grows up to the limit, if the budget of all openings and the memory
 * allow. The buffer is pinned while a read is pending or a router uses it; it is given back when the connection has
 * released it and no pin is left. Confined to the loop's thread.
 */
public final class OpeningBytes implements RouterCall.Loan {
    private final BufferPool pool;
    private final OpeningsBudget budget;
    private final int limit;

    /** The bytes are from {@code start} to the position; the room is from there to the limit. */
    private ByteBuffer buffer;

    private int start;
    private int pins;
    private boolean released;
    private boolean handedOver;

    public OpeningBytes(BufferPool pool, OpeningsBudget budget, int limit) {
        this.pool = pool;
        this.budget = budget;
        this.limit = limit;
        this.buffer = bounded(pool.take(BufferPool.FIRST));
        budget.takeAlways(buffer.capacity());
    }

    public int size() {
        return buffer.position() - start;
    }

    public boolean isFull() {
        return size() >= limit;
    }

    /**
     * Makes room for at least one more byte. Returns false if budget or memory are exhausted, or the buffer is used up and
     * pinned. Only when not full.
     */
    public boolean makeRoom() {
        if (pins > 0) {
            return buffer.hasRemaining();
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

    /** Pins the buffer and returns it for a read. Only after {@link #makeRoom()}. */
    ByteBuffer pinForRead() {
        pins++;
        return buffer;
    }

    /** Pins the buffer and returns a read-only view of the bytes so far. */
    public ByteBuffer pinForView() {
        pins++;
        return pool.view(buffer).slice(start, size()).asReadOnlyBuffer();
    }

    @Override
    public void unpin() {
        pins--;
        giveBackIfDone();
    }

    /** A copy of the bytes so far, for later use. */
    public ByteBuffer copy() {
        return ByteBuffer.allocate(size()).put(0, buffer, start, size()).asReadOnlyBuffer();
    }

    /** Drops the first bytes. */
    public void consume(int count) {
        start += count;
    }

    /**
     * Hands over the buffer, ready to be written; the caller must call {@link #written} and then give it back to the
     * pool. Only when it is not pinned.
     */
    public ByteBuffer take() {
        handedOver = true;
        return buffer.flip().position(start);
    }

    /** The buffer taken has been written: returns its memory to the budget of openings. */
    public void written() {
        budget.give(buffer.capacity());
    }

    /** The connection is done with the bytes. Does nothing after {@link #take()}. */
    public void release() {
        released = true;
        giveBackIfDone();
    }

    private void giveBackIfDone() {
        if (released && pins == 0 && !handedOver) {
            handedOver = true;
            budget.give(buffer.capacity());
            pool.give(buffer);
        }
    }

    private ByteBuffer bounded(ByteBuffer any) {
        return any.limit(Math.min(limit, any.capacity()));
    }
}
