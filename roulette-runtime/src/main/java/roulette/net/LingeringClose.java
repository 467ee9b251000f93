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
 * Close, with last words: writes them, ends our side, then reads and drops what the client still sends until it ends
 * its own. Closing earlier, with bytes unread, would reset the connection and could destroy the words on their way.
 * Confined to the loop's thread.
 */
final class LingeringClose implements Stage, Step<Integer> {
    /** How long a client may take to hear a little more of the words, and then to end its side. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Ending ending;
    private final String reason;
    private final StepHandler<Integer> handler;
    private boolean said;
    private @Nullable ByteBuffer waste;

    LingeringClose(Connection connection, Ending ending, String reason) {
        this.connection = connection;
        this.ending = ending;
        this.reason = reason;
        this.handler = new StepHandler<>(connection, this);
    }

    void say(ByteBuffer words) {
        connection.expire(PATIENCE);
        BufferWriter.start(
                connection,
                connection.loop(),
                connection.client,
                words,
                this::said,
                cause -> connection.close(ending, "it left before it had heard the answer"));
    }

    private void said() {
        if (connection.isClosed()) {
            return;
        }
        said = true;
        connection.expire(PATIENCE);
        try {
            connection.client.shutdownOutput();
        } catch (IOException e) {
            connection.close(ending, "it left before it had heard the answer");
            return;
        }
        drain();
    }

    /** Reads on, once the words are said and nobody else reads from the client. */
    void drain() {
        if (said && waste == null && !connection.isClosed() && connection.routing.isClientUnread()) {
            ByteBuffer buffer = connection.loop().waste.duplicate();
            waste = buffer;
            connection.client.read(buffer, null, handler);
        }
    }

    @Override
    public void completed(Integer count) {
        if (waste == null || count < 0 || connection.isClosed()) {
            connection.close(ending, reason);
        } else {
            connection.client.read(waste.clear(), null, handler);
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
        connection.expire(PATIENCE);
    }

    /** The client has had its time. Words that it has not heard whole must not look whole. */
    @Override
    public long expired(long tick) {
        if (said) {
            connection.close(ending, reason + "; the client did not end its side");
        } else {
            connection.abort(ending, "the client did not take the whole answer in time");
        }
        return TimerWheel.NEVER;
    }

    /** Holds nothing: the buffer that it reads to belongs to the loop. */
    @Override
    public void close() {}
}
