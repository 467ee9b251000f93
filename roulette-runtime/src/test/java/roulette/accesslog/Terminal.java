package roulette.accesslog;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A destination that blocks until it is released, and may fail. */
final class Terminal extends OutputStream implements Openable {
    private final CountDownLatch released = new CountDownLatch(1);
    private final CountDownLatch reached = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int writes;
    private int opened;
    volatile boolean broken;
    volatile boolean gone;

    static Terminal stuck() {
        return new Terminal();
    }

    static Terminal ready() {
        Terminal terminal = new Terminal();
        terminal.release();
        return terminal;
    }

    void release() {
        released.countDown();
    }

    /** Waits for a writer. */
    void awaitWriter() throws InterruptedException {
        reached.await();
    }

    synchronized List<String> lines() {
        return taken.toString(StandardCharsets.UTF_8).lines().toList();
    }

    synchronized int writes() {
        return writes;
    }

    synchronized int opened() {
        return opened;
    }

    @Override
    public String name() {
        return "terminal";
    }

    @Override
    public synchronized OutputStream open() throws IOException {
        opened++;
        if (gone) {
            throw new IOException("gone");
        }
        return this;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        reached.countDown();
        try {
            released.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        synchronized (this) {
            writes++;
            if (broken) {
                taken.write(bytes, offset, length / 2);
                throw new IOException("broken\nhere");
            }
            taken.write(bytes, offset, length);
        }
    }
}
