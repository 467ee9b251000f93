package roulette.routing;

import static roulette.testing.Interleavings.together;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.testing.Interleavings;

@Tag("concurrency")
class BulkheadConcurrencyTest {
    /** With one permit. */
    private static Bulkhead bulkhead() {
        Bulkhead bulkhead = new Bulkhead("test", 1);
        bulkhead.open(new RouterThreads(Thread::new));
        return bulkhead;
    }

    /** A call that only counts. */
    private static Bulkhead.Turn counted(AtomicInteger begun) {
        return new Bulkhead.Turn() {
            @Override
            public boolean begin(RouterThreads threads) {
                begun.incrementAndGet();
                return true;
            }

            @Override
            public boolean isGivenUp() {
                return false;
            }
        };
    }

    private static final Bulkhead.Turn UNSTARTABLE = new Bulkhead.Turn() {
        @Override
        public boolean begin(RouterThreads threads) {
            return false;
        }

        @Override
        public boolean isGivenUp() {
            return false;
        }
    };

    @Test
    void onePermitServesTwoCallsOneAfterTheOther() {
        Interleavings.of(() -> {
            Bulkhead bulkhead = bulkhead();
            AtomicInteger begun = new AtomicInteger();
            together(() -> bulkhead.enter(counted(begun)), () -> bulkhead.enter(counted(begun)));
            check(1, begun);
            bulkhead.leave(false);
            check(2, begun);
        });
    }

    @Test
    void aCallQueuedWhileAnotherReturnsIsStarted() {
        Interleavings.of(() -> {
            Bulkhead bulkhead = bulkhead();
            AtomicInteger begun = new AtomicInteger();
            bulkhead.enter(counted(begun));
            together(() -> bulkhead.leave(false), () -> bulkhead.enter(counted(begun)));
            check(2, begun);
        });
    }

    @Test
    void aCallQueuedWhileAnotherGetsNoThreadIsStarted() {
        Interleavings.of(() -> {
            Bulkhead bulkhead = bulkhead();
            AtomicInteger begun = new AtomicInteger();
            together(() -> bulkhead.enter(UNSTARTABLE), () -> bulkhead.enter(counted(begun)));
            check(1, begun);
        });
    }

    @Test
    void aLostCallThatReturnsReleasesItsPermit() {
        Interleavings.of(() -> {
            Bulkhead bulkhead = bulkhead();
            AtomicInteger begun = new AtomicInteger();
            bulkhead.enter(counted(begun));
            Thread call = new Thread(() -> {});
            together(() -> bulkhead.addLost(call), () -> bulkhead.leave(true));
            bulkhead.enter(counted(begun));
            check(2, begun);
        });
    }

    private static void check(int expected, AtomicInteger begun) {
        if (begun.get() != expected) {
            throw new AssertionError("calls that have begun: " + begun + " instead of " + expected);
        }
    }
}
