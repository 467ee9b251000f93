package roulette.cli.trial;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.OneLine;

/**
 * Calls a router with a timeout for each call. All calls of a trial run on one virtual thread, the worker, while the
 * thread that requested the trial watches: a thread for each call would cost more than most calls.
 */
final class TimedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(TimedCalls.class);

    /** For an interrupted call to return, so that the router is not closed during it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    interface Call<T> {
        @Nullable
        T run() throws Exception;
    }

    private final Duration timeout;

    /** Start of the running call, by {@link System#nanoTime}. Guarded by this object, as are the fields below. */
    private long began;

    private boolean running;
    private boolean interrupted;
    private boolean stuck;

    TimedCalls(Duration timeout) {
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    /** Whether a call did not return in time. */
    synchronized boolean isStuck() {
        return stuck;
    }

    /**
     * Runs work that consists of calls on the worker.
     *
     * @param abandoned makes the result if a call never returns; its argument is the reason
     */
    <T> T run(Supplier<T> work, Function<String, T> abandoned) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread worker = Thread.ofVirtual().name("router").start(task);
        long wait = timeout.toNanos();
        try {
            while (true) {
                try {
                    return task.get(wait, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    wait = left();
                }
                if (wait <= 0) {
                    if (!interrupt(worker)) {
                        return abandoned.apply(late() + " but did not return");
                    }
                    wait = timeout.toNanos();
                }
            }
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            return abandoned.apply("the trial was interrupted");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the trial itself failed", e.getCause());
        }
    }

    /** The remaining time of the running call, in nanoseconds. */
    private synchronized long left() {
        return running ? timeout.toNanos() - (System.nanoTime() - began) : timeout.toNanos();
    }

    /** Interrupts the running call, and returns whether it returned. */
    private synchronized boolean interrupt(Thread worker) throws InterruptedException {
        if (!running) {
            return true;
        }
        interrupted = true;
        stuck = true;
        worker.interrupt();
        long end = System.nanoTime() + GRACE.toNanos();
        while (interrupted) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /**
     * Runs a call, on the worker.
     *
     * @throws RouterFailure if the router throws, returns null, or does not return in time
     */
    <T> T ask(Call<T> call) throws RouterFailure {
        begin();
        @Nullable T answer = null;
        @Nullable Throwable thrown = null;
        try {
            answer = call.run();
        } catch (Throwable e) {
            thrown = e;
        }
        if (wasInterrupted()) {
            throw new RouterFailure(late());
        }
        if (thrown != null) {
            LOG.debug("the router threw", thrown);
            throw new RouterFailure("it threw " + OneLine.unescaped(thrown));
        }
        if (answer == null) {
            throw new RouterFailure("it answered null");
        }
        return answer;
    }

    private synchronized void begin() {
        began = System.nanoTime();
        running = true;
    }

    /** Ends a call, and clears the thread's interrupt status for the next one. */
    private synchronized boolean wasInterrupted() {
        boolean was = interrupted;
        running = false;
        interrupted = false;
        // The router may also have interrupted its thread.
        Thread.interrupted();
        notifyAll();
        return was;
    }

    private String late() {
        return "it did not answer within " + timeout.toMillis() + " ms; it was interrupted";
    }
}
