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
 * Calls a router, and waits for no call longer than it may take. All calls of a trial run on one virtual thread, the
 * worker, while the thread that wants the trial watches: a thread for each call would cost more than most calls.
 */
final class PatientCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PatientCalls.class);

    /** For a call that was interrupted to come back, so that the router is not closed under it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    interface Question<T> {
        @Nullable
        T ask() throws Exception;
    }

    private final Duration patience;

    /** When the call that runs has begun, by {@link System#nanoTime}. Guarded by this object, as are those below. */
    private long began;

    private boolean running;
    private boolean interrupted;
    private boolean stuck;

    PatientCalls(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Whether some call did not come back in time. */
    synchronized boolean isStuck() {
        return stuck;
    }

    /**
     * Does work that consists of calls on the worker.
     *
     * @param abandoned makes the result where a call does not come back at all, of the reason why there is none
     */
    <T> T run(Supplier<T> work, Function<String, T> abandoned) {
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread worker = Thread.ofVirtual().name("router").start(task);
        long wait = patience.toNanos();
        try {
            while (true) {
                try {
                    return task.get(wait, TimeUnit.NANOSECONDS);
                } catch (TimeoutException e) {
                    wait = left();
                }
                if (wait <= 0) {
                    if (!interrupt(worker)) {
                        return abandoned.apply(late() + " and did not come back");
                    }
                    wait = patience.toNanos();
                }
            }
        } catch (InterruptedException e) {
            worker.interrupt();
            Thread.currentThread().interrupt();
            return abandoned.apply("nobody waits for it any more");
        } catch (ExecutionException e) {
            throw new IllegalStateException("the trial itself failed", e.getCause());
        }
    }

    /** How long the call that runs may still take, in nanoseconds. */
    private synchronized long left() {
        return running ? patience.toNanos() - (System.nanoTime() - began) : patience.toNanos();
    }

    /** Interrupts the call that runs, and returns whether it came back. */
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
     * Calls, on the worker.
     *
     * @throws RouterFailure if the router throws, answers null, or does not answer in time
     */
    <T> T ask(Question<T> question) throws RouterFailure {
        begin();
        @Nullable T answer = null;
        @Nullable Throwable thrown = null;
        try {
            answer = question.ask();
        } catch (Throwable e) {
            thrown = e;
        }
        if (wasInterrupted()) {
            throw new RouterFailure(late());
        }
        if (thrown != null) {
            LOG.debug("the router threw", thrown);
            throw new RouterFailure("it threw " + OneLine.of(thrown));
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

    /** Ends a call, and leaves nothing of an interrupt for the next one. */
    private synchronized boolean wasInterrupted() {
        boolean was = interrupted;
        running = false;
        interrupted = false;
        // Also where the router has interrupted itself.
        Thread.interrupted();
        notifyAll();
        return was;
    }

    private String late() {
        return "it did not answer within " + patience.toMillis() + " ms; it was interrupted";
    }
}
