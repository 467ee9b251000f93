package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Close, with last words: writes them, ends our side, then reads and drops what the client still sends until it ends
 * its own. Closing earlier, with bytes unread, would reset the connection and could destroy the words on their way.
 * Confined to the loop's thread.
 */
final class Farewell implements Step<Integer> {
    /** How long a client may take to hear us out. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Connection connection;
    private final Ending ending;
    private final Guard<Integer> guard;
    private boolean said;
    private @Nullable ByteBuffer waste;

    Farewell(Connection connection, Ending ending) {
        this.connection = connection;
        this.ending = ending;
        this.guard = new Guard<>(connection, this);
    }

    void say(ByteBuffer words) {
        Sending.start(
                connection,
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
        if (said && waste == null && !connection.isClosed() && connection.isClientUnread()) {
            ByteBuffer buffer = connection.loop.buffers.take(BufferPool.SMALLEST);
            waste = buffer;
            connection.client.read(buffer, null, guard);
        }
    }

    @Override
    public void completed(Integer count) {
        if (waste == null || count < 0 || connection.isClosed()) {
            giveBack();
            connection.close(ending, "by the router");
        } else {
            connection.client.read(waste.clear(), null, guard);
        }
    }

    @Override
    public void failed(Throwable cause) {
        giveBack();
        connection.close(ending, "by the router");
    }

    /** The client has had its time. */
    void timedOut() {
        connection.close(ending, "by the router; the client did not end its side");
    }

    private void giveBack() {
        if (waste != null) {
            connection.loop.buffers.give(waste);
            waste = null;
        }
    }
}
