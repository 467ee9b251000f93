package roulette.net;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.function.Consumer;

/**
 * Writes bytes that a router made, whole, by way of one pooled buffer. Tells how it went, also after the connection was
 * closed meanwhile. Confined to the loop's thread.
 */
final class Sending implements Step<Integer> {
    private static final int CHUNK_CLASS = BufferPool.classFor(8192);

    private final Connection connection;
    private final AsynchronousSocketChannel to;
    private final ByteBuffer words;
    private final Runnable sent;
    private final Consumer<Throwable> failed;
    private final Guard<Integer> guard;
    private final ByteBuffer chunk;

    private Sending(
            Connection connection,
            AsynchronousSocketChannel to,
            ByteBuffer words,
            Runnable sent,
            Consumer<Throwable> failed) {
        this.connection = connection;
        this.to = to;
        this.words = words;
        this.sent = sent;
        this.failed = failed;
        this.guard = new Guard<>(connection, this);
        this.chunk = connection.loop.buffers.take(CHUNK_CLASS).limit(0);
    }

    static void start(
            Connection connection,
            AsynchronousSocketChannel to,
            ByteBuffer words,
            Runnable sent,
            Consumer<Throwable> failed) {
        if (words.hasRemaining()) {
            new Sending(connection, to, words, sent, failed).write();
        } else {
            // Not at once: what follows may send nothing again, and so on, deeper each time.
            connection.later(sent);
        }
    }

    private void write() {
        if (!chunk.hasRemaining() && words.hasRemaining()) {
            chunk.clear();
            int count = Math.min(chunk.remaining(), words.remaining());
            chunk.put(0, words, words.position(), count).limit(count);
            words.position(words.position() + count);
        }
        if (chunk.hasRemaining()) {
            to.write(chunk, null, guard);
        } else {
            connection.loop.buffers.give(chunk);
            sent.run();
        }
    }

    @Override
    public void completed(Integer count) {
        connection.progressed();
        write();
    }

    @Override
    public void failed(Throwable cause) {
        connection.loop.buffers.give(chunk);
        failed.accept(cause);
    }
}
