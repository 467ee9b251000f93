package roulette.routers.lookup;

import java.util.concurrent.Callable;

/** Waits for a condition. The test's timeout interrupts it. */
final class Until {
    private Until() {}

    static void holds(Callable<Boolean> condition) throws Exception {
        while (!condition.call()) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the condition did not become true in time");
            }
            Thread.onSpinWait();
        }
    }

    /** Waits until a thread is in a timed wait, as database clients are. */
    static void waits(Thread thread) throws Exception {
        holds(() -> thread.getState() == Thread.State.TIMED_WAITING);
    }
}
