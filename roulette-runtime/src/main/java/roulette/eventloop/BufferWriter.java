package roulette.eventloop;

import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousSocketChannel;
import java.util.function.Consumer;

/**
 * Writes a router's bytes completely, through one pooled buffer. Reports the result even if the connection was closed
 * meanwhile. Confined to the loop's thread.
 */
public final class BufferWriter implements Step<Integer> {
    private static final int CHUNK_CLASS = BufferPool.classFor(8192);

    /** The connection that the bytes are written for. */
    public interface Owner extends StepOwner {
        /** Part of them was written. */
        void progressed();
    }

    private final Owner owner;
    private final BufferPool buffers;
    private final AsynchronousSocketChannel to;
    private final ByteBuffer message;
    private final Runnable sent;
    private final Consumer<Throwable> failed;
    private final StepHandler<Integer> handler;
    private final ByteBuffer chunk;

    private BufferWriter(
            Owner owner,
            BufferPool buffers,
            AsynchronousSocketChannel to,
            ByteBuffer message,
            Runnable sent,
            Consumer<Throwable> failed) {
        this.owner = owner;
        this.buffers = buffers;
        this.to = to;
        this.message = message;
        this.sent = sent;
        this.failed = failed;
        this.handler = new StepHandler<>(owner, this);
        this.chunk = buffers.take(CHUNK_CLASS).limit(0);
    }

    public static void start(
            Owner owner,
            EventLoop loop,
            AsynchronousSocketChannel to,
            ByteBuffer message,
            Runnable sent,
            Consumer<Throwable> failed) {
        if (message.hasRemaining()) {
            new BufferWriter(owner, loop.buffers, to, message, sent, failed).write();
        } else {
            // Not directly: the next step may send nothing as well, and the stack would grow.
            loop.execute(owner, sent);
        }
    }

    private void write() {
        if (!chunk.hasRemaining() && message.hasRemaining()) {
            chunk.clear();
            int count = Math.min(chunk.remaining(), message.remaining());
            chunk.put(0, message, message.position(), count).limit(count);
            message.position(message.position() + count);
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
