package roulette.plugin;

import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs code of a plugin that may never come back, such as a static initializer. It has a thread of its own, which is left
 * behind where it does not come back and does not keep the process from ending.
 */
final class PatientCall {
    private PatientCall() {}

    /**
     * Runs it, and waits.
     *
     * @throws NoReturnException if it takes longer than this
     * @throws Throwable what it throws
     */
    static <T> T of(Duration patience, Callable<T> code) throws Throwable {
        FutureTask<T> task = new FutureTask<>(code);
        Thread thread = Thread.ofPlatform().name("plugin").daemon().start(task);
        try {
            return task.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            Throwable thrown = e.getCause();
            throw thrown == null ? e : thrown;
        } catch (TimeoutException e) {
            String where = where(thread.getStackTrace());
            thread.interrupt();
            throw new NoReturnException(patience, where);
        }
    }

    /** The innermost call that is not the JDK's: its modules have names, those of plugins have none. */
    private static String where(StackTraceElement[] calls) {
        return Arrays.stream(calls)
                .filter(call -> call.getModuleName() == null)
                .findFirst()
                .map(StackTraceElement::toString)
                .orElse("an unknown place");
    }
}
