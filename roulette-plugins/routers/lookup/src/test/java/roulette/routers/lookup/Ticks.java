package roulette.routers.lookup;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that advances only when told to. */
final class Ticks implements LongSupplier {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1000);

    @Override
    public long getAsLong() {
        return now.get();
    }

    void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }
}
