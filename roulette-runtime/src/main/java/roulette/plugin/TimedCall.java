package roulette.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of a plugin that may never return, such as a static initializer. It runs on a daemon thread of its own,
 * which is abandoned if the code does not return.
 */
final class TimedCall {
    private TimedCall() {}

    /**
     * Runs the code and waits.
     *
     * @throws NoReturnException if it takes longer than the timeout
     * @throws Throwable what the code throws
     */
    static <T> T of(Duration timeout, Callable<T> code) throws Throwable {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = Thread.ofPlatform().name("plugin").daemon().start(task);
        try {
            return task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause();
            throw thrown == null ? e : thrown;
        } catch (TimeoutException e) {
            String where = where(thread.getStackTrace());
            thread.interrupt();
            throw new NoReturnException(timeout, where);
        }
    }

    /** The innermost call outside the JDK, whose modules have names; those of plugins have none. */
    private static String where(StackTraceElement[] calls) {
        return Arrays.stream(calls)
                .filter(call -> call.getModuleName() == null)
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
