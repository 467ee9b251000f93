package roulette.testkit;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A virtual thread for calls of a router that blocks, as Roulette has them. The thread that starts it waits for it, and
 * interrupts a call that exceeds the deadline.
 */
final class RouterThread {
    private final Duration deadline;
    private final FutureTask<Void> work;
    private final Thread thread;

    /** Written by the virtual thread only: whether a call is running, and when it began, by {@link System#nanoTime}. */
    private volatile boolean calling;

    private volatile long began;

    /** Written by the waiting thread only: whether it has given up, so that the work is to end. */
    private volatile boolean abandoned;

    /**
     * @param deadline for each call; zero: none
     * @param work makes its calls by {@link #call}
     */
    RouterThread(Duration deadline, Runnable work) {
        this.deadline = deadline;
        this.work = new FutureTask<>(work, null);
        this.thread = Thread.ofVirtual().name("router").unstarted(this.work);
    }

    boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    /** Makes a call of the router, on this thread only. */
    <T extends @Nullable Object> T call(Callable<T> method) throws Exception {
        if (abandoned) {
            throw new IllegalStateException("an earlier call has exceeded the deadline");
        }
        began = System.nanoTime();
        calling = true;
        try {
            return method.call();
        } finally {
            calling = false;
        }
    }

    /**
     * Runs the work and waits for its end. A call that exceeds the deadline is interrupted and not waited for.
     *
     * @throws AssertionError if a call exceeds the deadline, or with the message of one that the work throws
     */
    void run() {
        thread.start();
        long wait = deadline.toNanos();
        while (true) {
            try {
                if (deadline.isZero()) {
                    work.get();
                } else {
                    work.get(wait, TimeUnit.NANOSECONDS);
                }
                return;
            } catch (TimeoutException running) {
                wait = remaining();
                if (wait <= 0) {
                    abandon();
                    throw new AssertionError("the router did not answer within " + deadline.toMillis()
                            + " ms, the routing deadline: Roulette interrupts the call and closes the connection");
                }
            } catch (ExecutionException thrown) {
                throw unchecked(thrown.getCause());
            } catch (InterruptedException interrupted) {
                abandon();
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted while the router was called", interrupted);
            }
        }
    }

    /** What the call that is running has left of its deadline. The clock is read first: no later call is blamed. */
    private long remaining() {
        long now = System.nanoTime();
        return calling ? deadline.toNanos() - (now - began) : deadline.toNanos();
    }

    private void abandon() {
        abandoned = true;
        thread.interrupt();
    }

    /** The stack trace of an assertion that failed is that of the waiting thread, which is the test's. */
    private static RuntimeException unchecked(@Nullable Throwable thrown) {
        return switch (thrown) {
            case null -> new IllegalStateException("no cause");
            case AssertionError failed -> throw new AssertionError(failed.getMessage(), failed);
            case Error error -> throw error;
            case RuntimeException exception -> exception;
            default -> new IllegalStateException(thrown);
        };
    }
}
