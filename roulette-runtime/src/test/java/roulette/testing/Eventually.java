package roulette.testing;

import java.util.concurrent.locks.LockSupport;

/** Waits for a condition that another thread brings about. */
public final class Eventually {
    private static final long PATIENCE = 20_000_000_000L;

    private Eventually() {}

    /** Tries the assertion until it holds; throws what it threw last if it doesn't within 20 s. */
    public static void check(Runnable assertion) {
        long end = System.nanoTime() + PATIENCE;
        while (true) {
            try {
                assertion.run();
                return;
            } catch (AssertionError e) {
                if (System.nanoTime() > end) {
                    throw e;
                }
                LockSupport.parkNanos(1_000_000);
            }
        }
    }
}
