package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.ShutdownChannelGroupException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * One thread with its own channel group, listening sockets, buffers and deadlines. A connection lives on the loop that
 * accepted it from accept to close, so nothing here needs a lock. Nothing on a loop ever waits.
 */
final class Loop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
    private static final long HELD = 1_000_000_000L;

    final AsynchronousChannelGroup group;
    final Channels channels;
    final BufferPool buffers;

    /** What is read to be dropped goes here; nobody looks at it. */
    final ByteBuffer waste = ByteBuffer.allocateDirect(512);

    final Deadlines deadlines = new Deadlines();
    final Shared shared;
    /** Changed by the loop's thread only; others go through it. */
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private final List<Acceptor> acceptors = new ArrayList<>();
    private final Executor executor;
    private final AtomicBoolean sweepAsked = new AtomicBoolean();
    private final int number;

    /** Whether every connection ends with a reset from now on, whoever closes its sockets. */
    private volatile boolean resetsConnections;

    /** The router that is being asked on this loop's thread; none at other times. */
    volatile @Nullable String asking;

    // Of the clock's thread.
    private long sweepAskedAt;
    private boolean complained;

    Loop(int number, Shared shared, BufferPool buffers, Channels channels) throws IOException {
        this.shared = shared;
        this.channels = channels;
        this.number = number;
        ThreadFactory threads =
                task -> Thread.ofPlatform().name("roulette-loop-" + number).unstarted(task);
        group = channels.group(threads);
        this.buffers = buffers;
        // Our groups are executors, and so are the JDK's, although their type does not say so.
        executor = (Executor) group;
    }

    /**
     * Runs a task on the loop's thread, never within the call, and after all that has happened by now. For any thread.
     *
     * @throws ShutdownChannelGroupException when the loop has been closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> perform(task));
        } catch (RejectedExecutionException e) {
            throw new ShutdownChannelGroupException();
        }
    }

    /** A mistake in a task must not kill the loop's thread. */
    private static void perform(Runnable task) {
        try {
            task.run();
        } catch (Throwable mistake) {
            LastResort.log(LOG, "a mistake in Roulette: a task on a loop failed", mistake);
        }
    }

    /** Sweeps the deadlines on the loop's thread, soon, if there are any. For other threads. */
    void sweepSoon() {
        if (deadlines.armed() && sweepAsked.compareAndSet(false, true)) {
            sweepAskedAt = System.nanoTime();
            complained = false;
            try {
                execute(() -> {
                    sweepAsked.set(false);
                    deadlines.sweep();
                });
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("network thread {} has ended", number);
            } catch (Throwable shortage) {
                sweepAsked.set(false);
                throw shortage;
            }
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
        connections.add(connection);
        if (resetsConnections) {
            connection.resetOnClose();
        }
    }

    boolean resetsConnections() {
        return resetsConnections;
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
            try {
                connection.abort(Ending.CUT, "the proxy was stopped");
            } catch (Throwable mistake) {
                LastResort.log(LOG, "a mistake in Roulette: a connection could not be cut", mistake);
            }
        }
    }

    /**
     * Has every connection end with a reset, whoever closes its sockets: the thread is held, and the channel group, or the
     * kernel at the end of the process, would end them cleanly. For other threads.
     */
    void resetConnections() {
        // First: what the loop opens meanwhile sees this, or is seen here.
        resetsConnections = true;
        connections.forEach(Connection::resetOnClose);
    }

    /** Ends the thread and closes every channel that is left. For other threads. */
    @Override
    public void close() throws IOException {
        group.shutdownNow();
        try {
            if (group.awaitTermination(1, TimeUnit.SECONDS)) {
                buffers.close();
            } else {
                complain();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
