package roulette.net;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Target;
import roulette.eventloop.BufferPool;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.Reset;
import roulette.eventloop.Sockets;
import roulette.eventloop.TimerWheel;
import roulette.options.Timeouts;
import roulette.routing.OpeningReader;

/**
 * Relays with two pumps, one per direction. EOF from one side is passed on and the other direction continues; after EOF
 * from both the connection is closed. If one side resets, what was received from it is written to the other side, which is
 * then reset too; with SO_LINGER 0 the kernel discards what it has not sent yet. A timeout resets both sides, except one
 * that was already sent EOF. Confined to the loop's thread.
 */
final class Relay implements Stage, Pump.Listener {
    private static final String CLIENT = "client: ";
    private static final String TARGET = "target: ";

    /** How long after the last byte a pending read keeps its large buffer. */
    private static final long LARGE_READ = Duration.ofSeconds(2).toNanos();

    private final Connection connection;
    private final AsynchronousSocketChannel target;
    private final Target name;
    private final Decision.Forward forward;
    private final Pump up;
    private final Pump down;
    private final long idle;
    private final long halfClosed;
    private long firstByteDue;
    private long lastActive;

    /** Null after the opening is written to the target. */
    private @Nullable OpeningReader opening;

    private boolean replacementSent = true;
    private boolean replied = true;

    /** Why one side failed, or null. If set, the connection can't end as complete. */
    private @Nullable String broken;

    private boolean stopped;

    Relay(
            Connection connection,
            AsynchronousSocketChannel target,
            Target name,
            Decision.Forward forward,
            Timeouts timeouts) {
        this.connection = connection;
        this.target = target;
        this.name = name;
        this.forward = forward;
        up = new Pump(connection, connection.loop().buffers, this, connection.client, target, BufferPool.SMALLEST);
        // A server's first message is mostly longer than a client's next one.
        down = new Pump(connection, connection.loop().buffers, this, target, connection.client, BufferPool.FIRST);
        idle = nanos(timeouts.idle());
        halfClosed = nanos(timeouts.halfClosed());
        Duration firstByte = forward.firstByteTimeout().orElse(null);
        firstByteDue =
                firstByte == null ? TimerWheel.NEVER : connection.loop().timers.after(firstByte);
    }

    private static long nanos(Duration time) {
        return time.isZero() ? TimerWheel.NEVER : time.toNanos();
    }

    /**
     * Starts both directions.
     *
     * @param from the client's bytes so far, perhaps with a pending read
     * @param first a buffer of the pool for the target's first bytes
     * @param shown how many bytes of the opening the replacement replaces
     * @param received bytes of the target for the client, from its handshake; null: there was no handshake
     */
    void begin(OpeningReader from, ByteBuffer first, int shown, @Nullable ByteBuffer received) {
        opening = from;
        if (received != null) {
            firstByteDue = TimerWheel.NEVER;
        }
        beginDown(first, reply(received));
        if (stopped) {
            return;
        }
        active();
        connection.expireAt(nextDue());
        beginUp(from, shown, received == null);
    }

    /** What is sent to the client before the data relayed from the target; null: nothing. */
    private @Nullable ByteBuffer reply(@Nullable ByteBuffer received) {
        ByteBuffer reply = forward.reply().orElse(null);
        if (received == null || !received.hasRemaining()) {
            return reply;
        }
        return reply == null ? received : join(reply, received);
    }

    private void beginDown(ByteBuffer first, @Nullable ByteBuffer reply) {
        replied = reply == null;
        // What the target sends meanwhile is relayed after the reply, but counts as received in time.
        down.readFirst(first, !replied);
        if (reply != null) {
            BufferWriter.start(
                    connection,
                    connection.loop(),
                    connection.client,
                    reply,
                    this::replied,
                    cause -> reset(CLIENT, cause));
        }
    }

    private void replied() {
        replied = true;
        if (!stopped) {
            down.release();
            if (down.isDone() && broken != null) {
                connection.abort(Ending.RESET, broken);
            }
            if (!stopped) {
                connection.expireAt(nextDue());
            }
        }
    }

    private void beginUp(OpeningReader from, int shown, boolean needsHeader) {
        ByteBuffer header = needsHeader ? connection.header(forward) : null;
        int replaced = shown;
        ByteBuffer first = forward.replacement().orElse(null);
        if (first == null && (header != null || from.isPending())) {
            // Copied if its own buffer can't be written, as a read is pending or a header comes first.
            first = from.bytes().copy();
            replaced = from.bytes().size();
        }
        if (first == null) {
            openingRead();
        } else {
            from.bytes().consume(replaced);
            replacementSent = false;
            BufferWriter.start(
                    connection,
                    connection.loop(),
                    target,
                    header == null ? first : join(header, first),
                    this::replacementSent,
                    cause -> sinkFailed(up, cause));
        }
    }

    private static ByteBuffer join(ByteBuffer header, ByteBuffer rest) {
        return ByteBuffer.allocate(header.remaining() + rest.remaining())
                .put(header)
                .put(rest)
                .flip();
    }

    private void replacementSent() {
        replacementSent = true;
        openingRead();
    }

    /** Hands the opening over to the pump, once no read of it is pending and everything before it is written. */
    @Override
    public void openingRead() {
        OpeningReader from = opening;
        if (stopped || from == null || from.isPending() || !replacementSent) {
            return;
        }
        up.writeFirst(from.bytes().take(), from.ended());
    }

    /** The initial bytes of a pump are written, or were dropped. */
    @Override
    public void written(Pump pump) {
        if (pump == up && opening != null) {
            opening.bytes().written();
            opening = null;
        }
    }

    /** Bytes that the client sent after its opening. */
    long movedUp() {
        return up.moved();
    }

    /** Bytes that the target sent. */
    long movedDown() {
        return down.moved();
    }

    /** Data was transferred. */
    @Override
    public void active() {
        lastActive = connection.loop().timers.now();
    }

    @Override
    public void progressed() {
        active();
    }

    /** Whether no read from the client is pending. */
    boolean isClientUnread() {
        return !up.isReading() && (opening == null || !opening.isPending());
    }

    // ---- EOF and failures

    /** Whether one side has failed, so that the connection can't end as complete. */
    @Override
    public boolean isBroken() {
        return broken != null;
    }

    /** Whether the other direction has ended. */
    @Override
    public boolean isOtherDone(Pump pump) {
        return (pump == up ? down : up).isDone();
    }

    /**
     * A pump has read EOF. If a write to the same side is pending, this may be the result of a reset: the write fails
     * first and the read gets EOF. So EOF is handled after the failure of the write.
     */
    @Override
    public void sourceEnded(Pump pump) {
        boolean beingWritten = pump == up ? down.isWriting() || !replied : up.isWriting() || !replacementSent;
        if (beingWritten) {
            connection.loop().execute(connection, pump::end);
        } else {
            pump.end();
        }
    }

    /** A pump has passed on the EOF of its source. */
    @Override
    public void ended() {
        if (!up.isDone() || !down.isDone() || !replied) {
            connection.expireAt(nextDue());
        } else if (broken != null) {
            connection.abort(Ending.RESET, broken);
        } else {
            connection.close(Ending.COMPLETE, "both sides ended");
        }
    }

    /** The pending read of the opening has failed. */
    void openingFailed(Throwable cause) {
        reset(CLIENT, cause);
    }

    /** Reading has failed: that side was reset, and everything received from it has been passed on. */
    @Override
    public void sourceFailed(Pump pump, Throwable cause) {
        if (!replied && pump == down) {
            // Reset after the reply is written.
            broken = TARGET + cause.getMessage();
            return;
        }
        reset(pump == up ? CLIENT : TARGET, cause);
    }

    private void reset(String side, Throwable cause) {
        connection.abort(Ending.RESET, side + cause.getMessage());
    }

    /**
     * Writing has failed: that side accepts no more data, but what it sent before may still be in transit to the other.
     * The pump that reads from it will get EOF or a reset.
     */
    @Override
    public void sinkFailed(Pump pump, Throwable cause) {
        if (stopped) {
            return;
        }
        broken = (pump == up ? TARGET : CLIENT) + cause.getMessage();
        pump.finish();
        if (isOtherDone(pump) && replied) {
            connection.abort(Ending.RESET, broken);
        } else {
            connection.expireAt(nextDue());
        }
    }

    // ---- timeouts

    /** Handles the expired timeouts, and returns the tick of the next. */
    @Override
    public long expired(long tick) {
        if (awaitsFirstByte() && tick >= firstByteDue) {
            stop();
            connection.noFirstByte(this, name);
            return TimerWheel.NEVER;
        }
        if (tick >= idleDue()) {
            idleTimeout();
            return TimerWheel.NEVER;
        }
        if (tick >= largeDue()) {
            up.readSmall();
            down.readSmall();
        }
        return nextDue();
    }

    /**
     * The idle timeout has passed. A side that was sent everything and EOF, and whose own data was relayed completely,
     * is closed normally. The other side is reset, so that it does not take its data for complete.
     */
    private void idleTimeout() {
        boolean half = up.isDone() || down.isDone();
        if (!down.isEndPassedOn() || isClientUnread()) {
            Reset.onClose(connection.client);
        }
        if (!up.isEndPassedOn() || !down.isReading()) {
            Reset.onClose(target);
        }
        connection.close(half ? Ending.HALF_CLOSED_IDLE : Ending.IDLE, "idle for too long");
    }

    /** A read with a large buffer is pending. */
    @Override
    public void readsLarge() {
        connection.expireAt(nextDue());
    }

    private long largeDue() {
        return up.isReadingLarge() || down.isReadingLarge()
                ? connection.loop().timers.at(lastActive + LARGE_READ)
                : TimerWheel.NEVER;
    }

    private long nextDue() {
        long due = Math.min(idleDue(), largeDue());
        return awaitsFirstByte() ? Math.min(due, firstByteDue) : due;
    }

    /** Whether the first-byte timeout applies: the reply is written and the target has sent nothing. */
    private boolean awaitsFirstByte() {
        return replied && down.moved() == 0 && !down.isDone();
    }

    private long idleDue() {
        boolean half = up.isDone() || down.isDone() || isBroken();
        long timeout = half ? Math.min(idle, halfClosed) : idle;
        return timeout == TimerWheel.NEVER
                ? TimerWheel.NEVER
                : connection.loop().timers.at(lastActive + timeout);
    }

    // ---- close

    /** Abandons the target and keeps the client. If the target has not been sent everything and EOF, it is reset. */
    private void stop() {
        if (!up.isEndPassedOn()) {
            Reset.onClose(target);
        }
        close();
        Sockets.close(target);
    }

    /** The last operation of a stopped pump has completed. */
    @Override
    public void stopped() {
        connection.pumpStopped();
    }

    void resetOnClose() {
        Reset.onClose(target);
    }

    /** The connection is closed: operations in flight complete and give their buffers back. */
    @Override
    public void close() {
        stopped = true;
        try {
            up.stop();
            down.stop();
        } finally {
            try {
                Sockets.close(target);
            } finally {
                if (opening != null) {
                    opening.bytes().release();
                }
            }
        }
    }
}
