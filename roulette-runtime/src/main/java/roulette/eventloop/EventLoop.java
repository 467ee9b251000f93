package roulette.eventloop;

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
public final class EventLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long HELD = 1_000_000_000L;

    public final AsynchronousChannelGroup group;
    public final Channels channels;
    public final BufferPool buffers;

    /** What is read to be dropped goes here; nobody looks at it. */
    public final ByteBuffer waste = ByteBuffer.allocateDirect(512);

    public final TimerWheel timers = new TimerWheel();
    private final Executor executor;
    private final AtomicBoolean sweepAsked = new AtomicBoolean();
    private final int number;

    /** Whose code runs on the thread and may hold it, as the warning says it; null at other times. */
    public volatile @Nullable String holder;

    // Of the clock's thread.
    private long sweepAskedAt;
    private boolean complained;

    public EventLoop(int number, BufferPool buffers, Channels channels) throws IOException {
        this.channels = channels;
        this.number = number;
        ThreadFactory threads =
                task -> Thread.ofPlatform().name("roulette-loop-" + number).unstarted(task);
        group = channels.group(threads);
        this.buffers = buffers;
        executor = channels.executor(group);
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
    public void execute(StepOwner owner, Runnable task) {
        execute(() -> {
            try {
                task.run();
            } catch (Throwable mistake) {
                owner.broke(mistake);
            }
        });
    }

    /** Sweeps the deadlines on the loop's thread, soon, if there are any. For other threads. */
    public void sweepSoon() {
        if (timers.armed() && sweepAsked.compareAndSet(false, true)) {
            sweepAskedAt = System.nanoTime();
            complained = false;
            try {
                execute(() -> {
                    sweepAsked.set(false);
                    timers.sweep();
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
    public void complain() {
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
