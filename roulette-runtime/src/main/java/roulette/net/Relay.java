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
import roulette.proxyprotocol.HeaderWriter;
import roulette.routing.OpeningBytes;
import roulette.routing.OpeningReader;

/**
 * Relay: two pumps, one per direction. An end on one side is passed on and the other direction goes on; when both have
 * ended the connection is closed. A reset, or a deadline, ends both sides with a reset, after what was received before
 * it has been delivered; a deadline spares the side that had been given its end before. Confined to the loop's thread.
 */
final class Relay implements Stage, Pump.Listener {
    private static final String CLIENT = "client: ";
    private static final String TARGET = "target: ";

    /** For so long after the last byte a read keeps its large buffer. */
    private static final long LARGE_READ = Duration.ofSeconds(2).toNanos();

    private final Connection connection;
    private final AsynchronousSocketChannel target;
    private final Target name;
    private final Decision.Forward forward;
    private final Pump up;
    private final Pump down;
    private final long idle;
    private final long halfClosed;
    private final long firstByteDue;
    private long lastActive;

    /** Until the opening is written to the target. */
    private @Nullable OpeningBytes opening;

    /** Until the pump has taken the opening over. */
    private @Nullable OpeningReader reader;

    private boolean replacementSent = true;
    private boolean replied = true;

    /** Why one side takes no more, if so: however the rest goes, the connection can't end as complete. */
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
        // A server's first words are mostly longer than a client's next ones.
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
     * Begins both directions.
     *
     * @param bytes what the client has said
     * @param from who reads that, perhaps with a read that waits
     * @param first a buffer of the pool for what the target says first
     */
    void begin(OpeningBytes bytes, OpeningReader from, ByteBuffer first) {
        opening = bytes;
        reader = from;
        beginDown(first);
        if (stopped) {
            return;
        }
        active();
        connection.expireAt(nextDue());
        beginUp(bytes, from);
    }

    private void beginDown(ByteBuffer first) {
        ByteBuffer reply = forward.reply().orElse(null);
        replied = reply == null;
        // What the target says meanwhile comes after the reply, but counts as said in time.
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

    private void beginUp(OpeningBytes bytes, OpeningReader from) {
        ByteBuffer header = forward.proxyProtocol()
                .or(connection.listener::sendProxy)
                .map(version -> HeaderWriter.write(version, connection.clientAddress(), connection.localAddress()))
                .orElse(null);
        ByteBuffer first = forward.replacement().orElse(null);
        if (first == null && (header != null || from.isPending())) {
            // What can't go ahead in its own buffer, for a read waits with that or a header comes first, is copied.
            first = bytes.copy();
        }
        if (first == null) {
            openingRead();
        } else {
            bytes.consume(bytes.size());
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

    /** Hands the opening to the pump, once no read waits with it and all that goes before it is written. */
    @Override
    public void openingRead() {
        OpeningBytes bytes = opening;
        OpeningReader from = reader;
        if (stopped || bytes == null || from == null || from.isPending() || !replacementSent) {
            return;
        }
        reader = null;
        up.writeFirst(bytes.take(), from.ended());
    }

    /** What a pump began with is written, or will not be. */
    @Override
    public void written(Pump pump) {
        if (pump == up && reader == null && opening != null) {
            opening.written();
            opening = null;
        }
    }

    /** Bytes that the client sent since its opening. */
    long movedUp() {
        return up.moved();
    }

    /** Bytes that the target sent. */
    long movedDown() {
        return down.moved();
    }

    /** A byte has moved. */
    @Override
    public void active() {
        lastActive = connection.loop().timers.now();
    }

    @Override
    public void progressed() {
        active();
    }

    /** Whether nothing reads from the client at present. */
    boolean isClientUnread() {
        return !up.isReading() && (reader == null || !reader.isPending());
    }

    // ---- ends

    /** Whether one side has failed, so that the connection can't end as complete. */
    @Override
    public boolean isBroken() {
        return broken != null;
    }

    /** Whether the direction against this one has ended. */
    @Override
    public boolean isOtherDone(Pump pump) {
        return (pump == up ? down : up).isDone();
    }

    /**
     * A pump reads no more. Where something is being written to the same side, that may be what a reset has left: the
     * write has met it first, its failure is on the way, and the read finds nothing but an end. So the end comes behind
     * that.
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

    /** A pump has come to the end of its source, and has passed that on. */
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

    /** The read of the opening, which was still waiting, has failed. */
    void openingFailed(Throwable cause) {
        reset(CLIENT, cause);
    }

    /** Reading has failed: that side is gone, and all that came from it has been passed on. */
    @Override
    public void sourceFailed(Pump pump, Throwable cause) {
        if (!replied && pump == down) {
            // The reset comes after the reply.
            broken = TARGET + cause.getMessage();
            return;
        }
        reset(pump == up ? CLIENT : TARGET, cause);
    }

    private void reset(String side, Throwable cause) {
        connection.abort(Ending.RESET, side + cause.getMessage());
    }

    /**
     * Writing has failed: that side takes no more, but what it sent before may still be on its way to the other. The
     * pump that reads from it will come to its end or its reset.
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

    // ---- deadlines

    /** Acts on what is due, and returns when to look again. */
    @Override
    public long expired(long tick) {
        if (awaitsFirstByte() && tick >= firstByteDue) {
            stop();
            connection.noFirstByte(this, name);
            return TimerWheel.NEVER;
        }
        if (tick >= quietDue()) {
            wentQuiet();
            return TimerWheel.NEVER;
        }
        if (tick >= largeDue()) {
            up.readSmall();
            down.readSmall();
        }
        return nextDue();
    }

    /**
     * Who was given all and the end, and has nothing of its own left in the proxy, keeps what the kernel still delivers:
     * its side is closed as usual. The other one must not take what it has for complete.
     */
    private void wentQuiet() {
        boolean half = up.isDone() || down.isDone();
        if (!down.isEndPassedOn() || isClientUnread()) {
            Reset.onClose(connection.client);
        }
        if (!up.isEndPassedOn() || !down.isReading()) {
            Reset.onClose(target);
        }
        connection.close(half ? Ending.HALF_CLOSED_IDLE : Ending.IDLE, "nothing was said for too long");
    }

    /** A pump waits with a large buffer. */
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
        long quiet = Math.min(quietDue(), largeDue());
        return awaitsFirstByte() ? Math.min(quiet, firstByteDue) : quiet;
    }

    /** Whether the target may still say its first byte, and the client would be told if it does not. */
    private boolean awaitsFirstByte() {
        return replied && down.moved() == 0 && !down.isDone();
    }

    private long quietDue() {
        boolean half = up.isDone() || down.isDone() || isBroken();
        long patience = half ? Math.min(idle, halfClosed) : idle;
        return patience == TimerWheel.NEVER
                ? TimerWheel.NEVER
                : connection.loop().timers.at(lastActive + patience);
    }

    // ---- close

    /** Gives the target up, and leaves the client to others. What the target has not whole must not look whole. */
    private void stop() {
        if (!up.isEndPassedOn()) {
            Reset.onClose(target);
        }
        close();
        Sockets.close(target);
    }

    /** A pump that was stopped has no operation in flight any more. */
    @Override
    public void stopped() {
        connection.pumpStopped();
    }

    void resetOnClose() {
        Reset.onClose(target);
    }

    /** The connection is closed: what is in flight completes, and gives its buffers back. */
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
                    opening.release();
                }
            }
        }
    }
}
