package roulette.accesslog;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Blocking writes to a descriptor that another process may have made non-blocking: while it accepts no bytes, this
 * waits and retries. Bytes are copied through a direct buffer of its own, because allocating the JDK's temporary one
 * can fail when direct memory is short. For one thread.
 */
final class BlockingStream extends OutputStream {
    private static final long PAUSE = Duration.ofMillis(10).toNanos();

    private final WritableByteChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(8192);

    BlockingStream(WritableByteChannel channel) {
        this.channel = channel;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; ) {
            int count = Math.min(buffer.capacity(), end - from);
            buffer.clear().put(bytes, from, count).flip();
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0) {
                    LockSupport.parkNanos(this, PAUSE);
                }
            }
            from += count;
        }
    }
}
