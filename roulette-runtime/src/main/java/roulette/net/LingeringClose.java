package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import roulette.eventloop.BufferWriter;
import roulette.eventloop.Step;
import roulette.eventloop.StepHandler;
import roulette.eventloop.TimerWheel;

/**
 * Lingering close: writes a final message, shuts down output, then reads and discards until EOF from the client.
 * Closing earlier, with unread bytes, would send a reset (RST), which could destroy the message in transit. Confined to
 * the loop's thread.
 */
final class LingeringClose implements Stage, Step<Integer> {
    /** The timeout for progress of the write, and then for the client's EOF. */
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static final String MESSAGE_LOST = "the client disconnected before the final message was sent";

    private final Connection connection;
    private final Ending ending;
    private final String reason;
    private final StepHandler<Integer> handler;
    private boolean sent;
    private @Nullable ByteBuffer discarded;

    LingeringClose(Connection connection, Ending ending, String reason) {
        this.connection = connection;
        this.ending = ending;
        this.reason = reason;
        this.handler = new StepHandler<>(connection, this);
    }

    void send(ByteBuffer message) {
        connection.expire(TIMEOUT);
        BufferWriter.start(
                connection,
                connection.loop(),
                connection.client,
                message,
                this::sent,
                cause -> connection.close(ending, MESSAGE_LOST));
    }

    private void sent() {
        if (connection.isClosed()) {
            return;
        }
        sent = true;
        connection.expire(TIMEOUT);
        try {
            connection.client.shutdownOutput();
        } catch (IOException e) {
            connection.close(ending, MESSAGE_LOST);
            return;
        }
        drain();
    }

    /** Starts reading, once the message is sent and no other read from the client is pending. */
    void drain() {
        if (sent && discarded == null && !connection.isClosed() && connection.routing.isClientUnread()) {
            ByteBuffer buffer = connection.loop().discarded.duplicate();
            discarded = buffer;
            connection.client.read(buffer, null, handler);
        }
    }

    @Override
    public void completed(Integer count) {
        if (discarded == null || count < 0 || connection.isClosed()) {
            connection.close(ending, reason);
        } else {
            connection.client.read(discarded.clear(), null, handler);
        }
    }

    @Override
    public void failed(Throwable cause) {
        connection.close(ending, reason);
    }

    @Override
    public void openingRead() {
        drain();
    }

    @Override
    public void progressed() {
        connection.expire(TIMEOUT);
    }

    /** The timeout has passed. If the message is incomplete, a reset tells the client so. */
    @Override
    public long expired(long tick) {
        if (sent) {
            connection.close(ending, reason + "; the client did not close its side");
        } else {
            connection.abort(ending, "the client did not read the whole final message in time");
        }
        return TimerWheel.NEVER;
    }

    /** Nothing to release: the buffer that it reads into belongs to the loop. */
    @Override
    public void close() {}
}
