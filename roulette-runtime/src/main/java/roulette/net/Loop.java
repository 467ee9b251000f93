package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.net.epoll.EpollGroup;

/**
 * One thread with its own channel group, listening sockets, buffers and deadlines. A connection lives on the loop that
 * accepted it from accept to close, so nothing here needs a lock. Nothing on a loop ever waits.
 */
final class Loop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long HELD = 1_000_000_000L;
    private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(1);

    final AsynchronousChannelGroup group;
    final BufferPool buffers;
    final Deadlines deadlines = new Deadlines();
    final Shared shared;
    private final Set<Connection> connections = new HashSet<>();
    private final List<Acceptor> acceptors = new ArrayList<>();
    private final AsynchronousSocketChannel doorbell;
    private final AtomicBoolean sweepAsked = new AtomicBoolean();
    private final int number;

    /** The router that is being asked on this loop's thread; none at other times. */
    volatile @Nullable String asking;

    // Of the clock's thread.
    private long sweepAskedAt;
    private boolean complained;

    Loop(int number, Shared shared, long largeBuffers) throws IOException {
        this.shared = shared;
        this.number = number;
        ThreadFactory threads =
                task -> Thread.ofPlatform().name("roulette-loop-" + number).unstarted(task);
        group = EpollGroup.isSupported()
                ? EpollGroup.open(threads)
                : AsynchronousChannelGroup.withFixedThreadPool(1, threads);
        buffers = new BufferPool(largeBuffers);
        doorbell = AsynchronousSocketChannel.open(group);
        // An operation on a closed channel fails at once, and its handler runs on the group's thread: that is all we
        // want of it.
        doorbell.close();
    }

    /**
     * Runs a task on the loop's thread, soon. For other threads.
     *
     * @throws ShutdownChannelGroupException when the loop has been closed
     */
    void execute(Runnable task) {
        doorbell.read(NOTHING, task, new Ring());
    }

    /** Runs a task on the loop's thread once all that has happened by now has been told. For the loop's thread. */
    void afterwards(Runnable task) {
        // What the loop's own thread asks for is done at once by the JDK's channels.
        Thread.ofVirtual().start(() -> {
            try {
                execute(task);
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("the loop has ended, and closed its channels", e);
            }
        });
    }

    /** Sweeps the deadlines on the loop's thread, soon, if there are any. For other threads. */
    void sweepSoon() {
        if (deadlines.armed() && sweepAsked.compareAndSet(false, true)) {
            sweepAskedAt = System.nanoTime();
            complained = false;
            execute(() -> {
                sweepAsked.set(false);
                deadlines.sweep();
            });
        } else if (sweepAsked.get() && !complained && System.nanoTime() - sweepAskedAt > HELD) {
            complained = true;
            complain();
        }
    }

    /** Says that this loop does not get on. For other threads. */
    void complain() {
        @Nullable String router = asking;
        LOG.warn(
                "network thread {} is being held{}: its connections wait; a router that may take long must answer true"
                        + " from blocks()",
                number,
                router == null ? "" : " by router " + router);
    }

    void add(Acceptor acceptor) {
        acceptors.add(acceptor);
    }

    void opened(Connection connection) {
        deadlines.wake();
        connections.add(connection);
    }

    void closed(Connection connection) {
        connections.remove(connection);
        acceptors.forEach(Acceptor::resume);
    }

    /** Closes the listening sockets; connections go on. */
    void stopAccepting() {
        acceptors.forEach(Acceptor::close);
    }

    /** Resets every connection. */
    void cutAll() {
        for (Connection connection : List.copyOf(connections)) {
            connection.abort(Ending.CUT, "the proxy was stopped");
        }
    }

    /** Ends the thread and closes every channel that is left. For other threads. */
    @Override
    public void close() throws IOException {
        group.shutdownNow();
        try {
            if (!group.awaitTermination(1, TimeUnit.SECONDS)) {
                complain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs the task it is given, and keeps its mistakes from killing the loop's thread. */
    private static final class Ring implements CompletionHandler<Integer, Runnable> {
        @Override
        public void completed(Integer result, Runnable task) {
            failed(new IllegalStateException("a closed channel can't be read"), task);
        }

        @Override
        public void failed(Throwable closed, Runnable task) {
            try {
                task.run();
            } catch (Throwable mistake) {
                LOG.error("a mistake in Roulette: a task on a loop failed", mistake);
            }
        }
    }
}
