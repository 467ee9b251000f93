package roulette.routers.lookup;

import java.util.concurrent.Callable;

/** Waits for a condition. The test's own time limit ends that by an interrupt. */
final class Until {
    private Until() {}

    static void holds(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the condition has not come true in time");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until a thread waits with a time limit, as clients of a database do. */
    static void waits(Thread thread) throws Exception {
        holds(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
