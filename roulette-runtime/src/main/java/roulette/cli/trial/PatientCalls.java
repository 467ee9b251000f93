package roulette.cli.trial;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.OneLine;

/** Calls a router, each time on a virtual thread, and waits no longer than it may take. For one thread. */
final class PatientCalls {
    private static final Logger LOG = LoggerFactory.getLogger(PatientCalls.class);

    /** For a call that was interrupted to come back, so that the router is not closed under it. */
    private static final Duration GRACE = Duration.ofMillis(500);

    interface Question<T> {
        @Nullable
        T ask() throws Exception;
    }

    private final Duration patience;
    private boolean stuck;

    PatientCalls(Duration patience) {
        this.patience = patience;
    }

    Duration patience() {
        return patience;
    }

    /** Whether some call did not come back in time. */
    boolean isStuck() {
        return stuck;
    }

    /** @throws RouterFailure if the router throws, answers null, or does not answer in time */
    <T> T ask(Question<T> question) throws RouterFailure {
        FutureTask<@Nullable T> task = new FutureTask<>(question::ask);
        Thread thread = Thread.ofVirtual().name("router").start(task);
        try {
            @Nullable T answer = task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new RouterFailure("it answered null");
            }
            return answer;
        } catch (ExecutionException e) {
            @Nullable Throwable thrown = e.getCause();
            LOG.debug("the router threw", thrown);
            throw new RouterFailure("it threw " + OneLine.of(thrown == null ? e : thrown));
        } catch (TimeoutException e) {
            stuck = true;
            throw new RouterFailure("it did not answer within " + patience.toMillis() + " ms; it was interrupted"
                    + (cameBack(thread) ? "" : " and did not come back"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RouterFailure("nobody waits for it any more");
        }
    }

    private static boolean cameBack(Thread thread) {
        thread.interrupt();
        try {
            return thread.join(GRACE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
