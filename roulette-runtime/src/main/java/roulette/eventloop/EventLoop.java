package roulette.eventloop;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousChannelGroup;
import java.nio.channels.ShutdownChannelGroupException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;
import roulette.text.RateLimitedLog;

/**
 * One thread with its own channel group, buffers and timers. Everything that belongs to a loop is confined to its
 * thread, so nothing here needs a lock. Nothing on a loop may block.
 */
public final class EventLoop implements Executor, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final long BLOCKED_NANOS = 1_000_000_000L;

    public final AsynchronousChannelGroup group;
    public final Channels channels;
    public final BufferPool buffers;

    /** Target of reads whose data is discarded; never read from. */
    public final ByteBuffer discarded = ByteBuffer.allocateDirect(512);

    public final TimerWheel timers = new TimerWheel();
    private final Executor executor;
    private final AtomicBoolean sweepRequested = new AtomicBoolean();
    private final int number;
    private final RateLimitedLog blocked = new RateLimitedLog(LOG, Duration.ofMinutes(1));

    /** The plugin code that runs on the thread and may block it, as named in the warning; null otherwise. */
    public volatile @Nullable String holder;

    // Confined to the clock's thread.
    private long sweepRequestedAt;
    private boolean warned;

    /** No other loop of the proxy has it. */
    public int number() {
        return number;
    }

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
     * Runs a task on the loop's thread, never inside this call, and after all earlier events and tasks. For any thread.
     *
     * @throws ShutdownChannelGroupException if the loop has been closed
     */
    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(() -> perform(task));
        } catch (RejectedExecutionException e) {
            throw new ShutdownChannelGroupException();
        }
    }

    /** An exception from a task must not end the loop's thread. */
    private static void perform(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            LastResort.log(LOG, "internal error: a task on an event loop failed", failure);
        }
    }

    /** As {@link #execute}; if the task throws, its owner is closed. */
    public void execute(StepOwner owner, Runnable task) {
        execute(() -> {
            try {
                task.run();
            } catch (Throwable failure) {
                owner.stepFailed(failure);
            }
        });
    }

    /** Schedules a sweep of the timers on the loop's thread, if any is armed. For other threads. */
    public void sweepSoon() {
        if (timers.armed() && sweepRequested.compareAndSet(false, true)) {
            sweepRequestedAt = System.nanoTime();
            warned = false;
            try {
                execute(() -> {
                    sweepRequested.set(false);
                    timers.sweep();
                });
            } catch (ShutdownChannelGroupException e) {
                LOG.debug("network thread {} has ended", number);
            } catch (Throwable shortage) {
                sweepRequested.set(false);
                throw shortage;
            }
        } else if (sweepRequested.get() && !warned && System.nanoTime() - sweepRequestedAt > BLOCKED_NANOS) {
            warned = true;
            warnBlocked();
        }
    }

    /** Warns that this loop is blocked, at most once a minute. For other threads. */
    public void warnBlocked() {
        @Nullable String culprit = holder;
        blocked.warn(
                "network thread {} is blocked{}; its connections wait",
                number,
                culprit == null ? "" : " by " + culprit);
    }

    /** Ends the thread and closes all remaining channels. For other threads. */
    @Override
    public void close() throws IOException {
        group.shutdownNow();
        try {
            if (group.awaitTermination(1, TimeUnit.SECONDS)) {
                buffers.close();
            } else {
                warnBlocked();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
