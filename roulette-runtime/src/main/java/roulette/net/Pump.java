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
 * One direction of a relay: reads, writes all of it, reads again, and passes EOF on. At most one operation and one
 * buffer are in flight. The pump owns the buffer until its end, or if the connection is closed, until its last
 * operation has completed. Confined to the loop's thread.
 */
final class Pump implements Step<Integer> {
    /** The relay of this pump and of the pump in the other direction. */
    interface Listener {
        /** Data was transferred. */
        void active();

        /** A read with a large buffer is pending. */
        void readsLarge();

        /** The initial bytes are written, or were dropped. */
        void written(Pump pump);

        void sourceEnded(Pump pump);

        void sourceFailed(Pump pump, Throwable cause);

        void sinkFailed(Pump pump, Throwable cause);

        /** The pump has passed on the EOF of its source. */
        void ended();

        /** The pump was stopped, and its last operation has completed. */
        void stopped();

        /** Whether one side has failed, so that the connection can't end as complete. */
        boolean isBroken();

        /** Whether the other direction has ended. */
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

    /** A write is being started; if it completes within that call, it did not wait for the peer. */
    private boolean starting;

    private boolean ended;
    private boolean endPassedOn;
    private boolean stopped;

    /** Reads once, but does not write yet. */
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
     * Starts with bytes that were already read.
     *
     * @param first a buffer of the pool, perhaps empty, owned by the pump from now on; the relay is notified when it is
     *     written
     * @param end whether EOF follows
     */
    void writeFirst(ByteBuffer first, boolean end) {
        ended = end;
        buffer = first;
        proceed(first);
    }

    /**
     * Starts with a read.
     *
     * @param empty a buffer of the pool, owned by the pump from now on
     * @param hold whether to keep what is read until {@link #release()}
     */
    void readFirst(ByteBuffer empty, boolean hold) {
        held = hold;
        read(empty);
    }

    /** Writes what was read meanwhile, and continues. */
    void release() {
        held = false;
        ByteBuffer current = buffer;
        if (!stopped && !reading && current != null) {
            passOn(current, heldEnd);
        }
    }

    /** Bytes read so far, without the initial ones. */
    long moved() {
        return moved;
    }

    /** Whether the source is at EOF, or the sink has failed. */
    boolean isDone() {
        return ended && buffer == null;
    }

    boolean isReading() {
        return reading;
    }

    boolean isWriting() {
        return writing;
    }

    /** Whether a read with a large buffer is pending, which could be replaced by a small one. */
    boolean isReadingLarge() {
        return reading && buffer != null && isLarge(buffer) && from instanceof ReplaceableRead;
    }

    private static boolean isLarge(ByteBuffer any) {
        return any.capacity() > BufferPool.capacity(BufferPool.LARGEST_SMALL);
    }

    /** Replaces the large buffer of a pending read by a small one. */
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

    /** Whether everything including EOF was passed to the sink. */
    boolean isEndPassedOn() {
        return endPassedOn;
    }

    /** Stops the transfer. If an operation is in flight, the relay is notified when it has completed. */
    void stop() {
        stopped = true;
        finish();
    }

    /** Marks the pump as done after its sink has failed. */
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
            // A write that completes at once belongs to the read before it.
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

    /** Passes on the EOF of the source. */
    void end() {
        if (stopped) {
            return;
        }
        ended = true;
        giveBack();
        // After a failure, EOF must not be passed on as a clean end. If the other direction has ended, closing both
        // sides sends the FIN as well.
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
