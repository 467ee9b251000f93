package roulette.routers.lookup;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Keeps clients from waiting for a database that is down: once no connection could be had, it is tried once in a second,
 * and the others are told at once. For any thread.
 */
final class Breaker {
    private static final long PAUSE = Duration.ofSeconds(1).toNanos();

    private final LongSupplier nanoTime;
    private final AtomicLong next = new AtomicLong();
    private volatile boolean down;

    Breaker(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    boolean isDown() {
        return down;
    }

    /** Whether to try. Answering true to a caller puts off all others. */
    boolean mayTry() {
        if (!down) {
            return true;
        }
        long now = nanoTime.getAsLong();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + PAUSE);
    }

    void failed() {
        next.set(nanoTime.getAsLong() + PAUSE);
        down = true;
    }

    void succeeded() {
        down = false;
    }
}
