package roulette.eventloop;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.function.Consumer;

/**
 * Writes bytes that a router made, whole, by way of one pooled buffer. Tells how it went, also after the connection was
 * closed meanwhile. Confined to the loop's thread.
 */
public final class BufferWriter implements Step<Integer> {
    private static final int CHUNK_CLASS = BufferPool.classFor(8192);

    /** Whom the bytes are written for. */
    public interface Owner extends StepOwner {
        /** Part of them was written. */
        void progressed();
    }

    private final Owner owner;
    private final BufferPool buffers;
    private final AsynchronousSocketChannel to;
    private final ByteBuffer words;
    private final Runnable sent;
    private final Consumer<Throwable> failed;
    private final StepHandler<Integer> handler;
    private final ByteBuffer chunk;

    private BufferWriter(
            Owner owner,
            BufferPool buffers,
            AsynchronousSocketChannel to,
            ByteBuffer words,
            Runnable sent,
            Consumer<Throwable> failed) {
        this.owner = owner;
        this.buffers = buffers;
        this.to = to;
        this.words = words;
        this.sent = sent;
        this.failed = failed;
        this.handler = new StepHandler<>(owner, this);
        this.chunk = buffers.take(CHUNK_CLASS).limit(0);
    }

    public static void start(
            Owner owner,
            EventLoop loop,
            AsynchronousSocketChannel to,
            ByteBuffer words,
            Runnable sent,
            Consumer<Throwable> failed) {
        if (words.hasRemaining()) {
            new BufferWriter(owner, loop.buffers, to, words, sent, failed).write();
        } else {
            // Not at once: what follows may send nothing again, and so on, deeper each time.
            loop.execute(owner, sent);
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
            to.write(chunk, null, handler);
        } else {
            buffers.give(chunk);
            sent.run();
        }
    }

    @Override
    public void completed(Integer count) {
        owner.progressed();
        write();
    }

    @Override
    public void failed(Throwable cause) {
        buffers.give(chunk);
        failed.accept(cause);
    }
}
