package roulette.testkit;

import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs calls of a router that must not block on a virtual thread, and samples the state of that thread meanwhile: it is
 * parked while it waits for a socket, a lock or a result, and only then. No time is measured, as the machine may be busy.
 */
final class WatchedCalls {
    private WatchedCalls() {}

    /** @throws AssertionError with the place, if a call is seen waiting; or what the calls throw */
    static void run(Runnable calls) {
        FutureTask<Void> task = new FutureTask<>(calls, null);
        Thread thread = Thread.ofVirtual().name("router").start(task);
        while (!task.isDone()) {
            if (isWaiting(thread)) {
                placeInRouter(thread.getStackTrace()).ifPresent(place -> {
                    thread.interrupt();
                    throw new AssertionError("the router waits at " + place
                            + " on the network thread; if it may wait, its blocks() must return true");
                });
            }
            Thread.onSpinWait();
        }
        try {
            task.get();
        } catch (ExecutionException thrown) {
            if (thrown.getCause() instanceof Error error) {
                throw error;
            }
            throw new AssertionError("the check itself failed", thrown.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the router was called", interrupted);
        }
    }

    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }

    /** The innermost frame that is not the JDK's, while the router is called. */
    private static Optional<StackTraceElement> placeInRouter(StackTraceElement[] stack) {
        return Arrays.stream(stack)
                .filter(frame -> frame.getModuleName() == null
                        || !frame.getModuleName().startsWith("java.")
                                && !frame.getModuleName().startsWith("jdk."))
                .findFirst()
                .filter(frame -> !frame.getClassName().startsWith("roulette.testkit.RouterCalls"));
    }
}
