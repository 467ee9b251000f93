package roulette.testing;

import java.util.ArrayList;
import java.util.List;
import org.jetbrains.lincheck.Lincheck;

/**
 * Runs a test again and again, each time with its threads interleaved in another way, which Lincheck decides at every read
 * and write that they share. So a race is found however busy the machine is. Threads that wait for ever are a failure, and
 * its message shows the interleaving. Only what a test makes itself may take part; the clock and I/O may not.
 */
public final class Interleavings {
    private static final int MOST = 500;

    private Interleavings() {}

    public static void of(Runnable test) {
        Lincheck.runConcurrentTest(MOST, test);
    }

    /** Runs each of these on a thread of its own, all at once, and waits for their ends. */
    public static void together(Runnable... tasks) {
        List<Thread> threads = new ArrayList<>();
        for (Runnable task : tasks) {
            threads.add(new Thread(task));
        }
        threads.forEach(Thread::start);
        threads.forEach(Interleavings::join);
    }

    public static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
