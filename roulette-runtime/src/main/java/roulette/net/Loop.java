package roulette.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.ShutdownChannelGroupException;
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
 * One thread with its own channel group, buffers and deadlines. What belongs to a loop is confined to its thread, so
 * nothing here needs a lock. Nothing on a loop ever waits.
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
    private final Executor executor;
    private final AtomicBoolean sweepAsked = new AtomicBoolean();
    private final int number;

    /** Whose code runs on the thread and may hold it, as the warning says it; null at other times. */
    volatile @Nullable String holder;

    // Of the clock's thread.
    private long sweepAskedAt;
    private boolean complained;

    Loop(int number, BufferPool buffers, Channels channels) throws IOException {
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

    /** As {@link #execute}; whatever escapes from the task ends the owner. */
    void execute(StepOwner owner, Runnable task) {
        execute(() -> {
            try {
                task.run();
            } catch (Throwable mistake) {
                owner.broke(mistake);
            }
        });
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
        @Nullable String by = holder;
        LOG.warn("network thread {} is being held{}; its connections wait", number, by == null ? "" : " by " + by);
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
