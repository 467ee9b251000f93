package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import org.jspecify.annotations.Nullable;
import roulette.eventloop.BufferPool;
import roulette.eventloop.ReadSize;
import roulette.eventloop.Step;
import roulette.eventloop.StepHandler;
import roulette.eventloop.StepOwner;
import roulette.eventloop.epoll.ReplaceableRead;

/**
 * One direction of a relay: read, write all of it, read again, and pass the end on. At most one operation and one
 * buffer are in flight. The buffer belongs to the pump until the end, or until its last operation has completed after
 * the connection was closed. Confined to the loop's thread.
 */
final class Pump implements Step<Integer> {
    /** Both pumps of one relay, as far as one of them needs to know. */
    interface Listener {
        /** A byte has moved. */
        void active();

        /** A large buffer waits for the source. */
        void readsLarge();

        /** What the pump began with is written, or will not be. */
        void written(Pump pump);

        void sourceEnded(Pump pump);

        void sourceFailed(Pump pump, Throwable cause);

        void sinkFailed(Pump pump, Throwable cause);

        /** The pump has come to the end of its source, and has passed that on. */
        void ended();

        /** The pump was stopped, and has no operation in flight any more. */
        void stopped();

        /** Whether one side has failed, so that the connection can't end as complete. */
        boolean isBroken();

        /** Whether the direction against this one has ended. */
        boolean isOtherDone(Pump pump);
    }

    private final Listener relay;
    private final BufferPool pool;
    private final AsynchronousSocketChannel from;
    private final AsynchronousSocketChannel to;
    private final StepHandler<Integer> handler;
    private final ReadSize size;
    private @Nullable ByteBuffer buffer;
    private long moved;
    private boolean reading;
    private boolean writing;

    /** A write is being started; if it completes within that, it waited for nobody. */
    private boolean starting;

    private boolean ended;
    private boolean endPassedOn;
    private boolean stopped;

    /** Reads once, and passes nothing on yet. */
    private boolean held;

    private boolean heldEnd;

    /** @param firstSize the class of the buffer for the first read */
    Pump(
            StepOwner owner,
            BufferPool pool,
            Listener relay,
            AsynchronousSocketChannel from,
            AsynchronousSocketChannel to,
            int firstSize) {
        this.relay = relay;
        this.pool = pool;
        this.from = from;
        this.size = new ReadSize(firstSize);
        this.to = to;
        this.handler = new StepHandler<>(owner, this);
    }

    /**
     * Starts, with bytes that were read already.
     *
     * @param first a buffer of the pool, which the pump takes over, perhaps with nothing in it; the relay is told when
     *     it is written
     * @param end whether nothing will come after it
     */
    void writeFirst(ByteBuffer first, boolean end) {
        ended = end;
        buffer = first;
        proceed(first);
    }

    /**
     * Starts with nothing.
     *
     * @param empty a buffer of the pool, which the pump takes over
     * @param hold whether what is read waits for {@link #release()}
     */
    void readFirst(ByteBuffer empty, boolean hold) {
        held = hold;
        read(empty);
    }

    /** Passes on what has come meanwhile, and goes on. */
    void release() {
        held = false;
        ByteBuffer current = buffer;
        if (!stopped && !reading && current != null) {
            passOn(current, heldEnd);
        }
    }

    /** Bytes read so far, without those that it began with. */
    long moved() {
        return moved;
    }

    /** Whether the source has ended, or the sink takes no more. */
    boolean isDone() {
        return ended && buffer == null;
    }

    boolean isReading() {
        return reading;
    }

    boolean isWriting() {
        return writing;
    }

    /** Whether a large buffer waits for the source, and could be replaced by a small one. */
    boolean isReadingLarge() {
        return reading && buffer != null && isLarge(buffer) && from instanceof ReplaceableRead;
    }

    private static boolean isLarge(ByteBuffer any) {
        return any.capacity() > BufferPool.capacity(BufferPool.LARGEST_SMALL);
    }

    /** Has a read that waits with a large buffer wait with a small one. */
    void readSmall() {
        ByteBuffer large = buffer;
        if (large == null || !isReadingLarge() || !(from instanceof ReplaceableRead channel)) {
            return;
        }
        ByteBuffer small = pool.takeExactly(BufferPool.FIRST);
        if (small == null) {
            return;
        }
        if (channel.replaceRead(small)) {
            buffer = small;
            pool.give(large);
            size.quiet();
        } else {
            pool.give(small);
        }
    }

    /** Whether the sink has been given everything, and the end. */
    boolean isEndPassedOn() {
        return endPassedOn;
    }

    /** Moves nothing any more; what is in flight completes first, and the relay is told. */
    void stop() {
        stopped = true;
        finish();
    }

    /** Counts as done: its sink takes no more. */
    void finish() {
        ended = true;
        if (!reading && !writing) {
            giveBack();
        }
    }

    @Override
    public void completed(Integer count) {
        boolean wasReading = reading;
        reading = false;
        writing = false;
        ByteBuffer current = buffer;
        if (stopped || current == null) {
            giveBack();
            relay.stopped();
            return;
        }
        if (!wasReading) {
            // What is written at once belongs to the read just before it.
            if (!starting) {
                relay.active();
            }
            proceed(current);
            return;
        }
        relay.active();
        boolean end = count < 0;
        if (!end) {
            moved += count;
            size.read(count, current.capacity());
            current.flip();
        }
        if (held) {
            heldEnd = end;
        } else {
            passOn(current, end);
        }
    }

    private void passOn(ByteBuffer current, boolean end) {
        if (end) {
            relay.sourceEnded(this);
        } else {
            write(current);
        }
    }

    @Override
    public void failed(Throwable cause) {
        boolean wasReading = reading;
        reading = false;
        writing = false;
        giveBack();
        ended = true;
        if (stopped) {
            relay.stopped();
        } else if (wasReading) {
            relay.sourceFailed(this, cause);
        } else {
            relay.sinkFailed(this, cause);
        }
    }

    private void proceed(ByteBuffer current) {
        if (current.hasRemaining()) {
            write(current);
        } else if (ended) {
            relay.sourceEnded(this);
        } else {
            relay.written(this);
            buffer = pool.exchange(current, size.sizeClass());
            read(buffer);
        }
    }

    private void read(ByteBuffer empty) {
        buffer = empty;
        reading = true;
        from.read(empty, null, handler);
        if (isReadingLarge()) {
            relay.readsLarge();
        }
    }

    private void write(ByteBuffer full) {
        writing = true;
        starting = true;
        to.write(full, null, handler);
        starting = false;
    }

    /** Passes the end of the source on. */
    void end() {
        if (stopped) {
            return;
        }
        ended = true;
        giveBack();
        // An end after a failure is no clean end, and must not look like one; and where the other direction has ended
        // before, both sides are closed now, which ends them as well.
        if (relay.isBroken() || relay.isOtherDone(this)) {
            relay.ended();
            return;
        }
        try {
            to.shutdownOutput();
            endPassedOn = true;
        } catch (IOException e) {
            relay.sinkFailed(this, e);
            return;
        }
        relay.ended();
    }

    private void giveBack() {
        ByteBuffer last = buffer;
        if (last != null) {
            buffer = null;
            relay.written(this);
            pool.give(last);
        }
    }
}
