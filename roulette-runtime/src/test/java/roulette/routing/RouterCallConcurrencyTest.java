package roulette.routing;

import static roulette.testing.Interleavings.join;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.testing.Interleavings;

/** A loop stops waiting for calls of a blocking router while they are started, run and return. */
@Tag("concurrency")
class RouterCallConcurrencyTest {
    private static final Decision REJECT = Decision.reject();

    // Made beforehand: the model checker takes long to load the classes that a run uses, and has a time limit.
    private static final Opening OPENING = RouterCallTest.OPENING;
    private static final LoopWatch WATCH = new LoopWatch("test");
    private static final Router REJECTING = new Router() {
        @Override
        public String name() {
            return "test";
        }

        @Override
        public Decision route(Opening opening) {
            return REJECT;
        }
    };

    /** The model checker hangs if a thread is interrupted, or overrides start(). */
    private static final class UninterruptedThread extends Thread {
        UninterruptedThread(Runnable task) {
            super(task);
        }

        @Override
        public void interrupt() {}
    }

    /** A router with one thread at a time, and the loop that calls it. */
    private static final class Scene implements RouterCall.Caller<Decision> {
        final Bulkhead bulkhead = new Bulkhead("test", 1);
        final Queue<Runnable> loopTasks = new ConcurrentLinkedQueue<>();
        private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();
        private final RunningRouter router;

        /** How many calls have pinned buffers. */
        private int lent;

        boolean noThreads;
        private int answers;

        Scene() {
            bulkhead.open(new RouterThreads(this::thread));
            router = new RunningRouter("test", REJECTING, true, true, false, bulkhead, WATCH);
        }

        private Thread thread(Runnable call) {
            if (noThreads) {
                throw new OutOfMemoryError("no thread, on purpose");
            }
            Thread made = new UninterruptedThread(call);
            threads.add(made);
            return made;
        }

        RouterCall<Decision> call() {
            lent++;
            return new RouterCall<>(this, loopTasks::add, router, RouterQuestion.ROUTE, OPENING, () -> lent--);
        }

        /** Waits for the router's threads, then runs the remaining tasks of the loop. */
        void finish() {
            for (Thread next = threads.poll(); next != null; next = threads.poll()) {
                if (next.getState() != Thread.State.NEW) {
                    join(next);
                }
            }
            for (Runnable next = loopTasks.poll(); next != null; next = loopTasks.poll()) {
                next.run();
            }
        }

        @Override
        public void answered(RouterCall<Decision> call, @Nullable Decision answer) {
            call.unpin();
            answers++;
        }

        @Override
        public void routerFailed(RouterCall<Decision> call, Throwable failure) {
            check(noThreads, "the router failed: " + failure);
            answered(call, null);
        }

        void checkAnswers(int least, int most) {
            check(answers >= least && answers <= most, "answers: " + answers);
        }

        /** Each call has given back its loan once, and the router can be called again. */
        void checkNothingIsLeft() {
            check(lent == 0, "on loan: " + lent);
            check(bulkhead.queued() == 0, "queued: " + bulkhead.queued());
            int before = answers;
            bulkhead.enter(call());
            finish();
            check(answers == before + 1, "no call can be started any more");
        }

        private static void check(boolean right, String wrong) {
            if (!right) {
                throw new AssertionError(wrong);
            }
        }
    }

    @Test
    void aCallAbandonedWhileItReturnsReleasesItsPermit() {
        Interleavings.of(() -> {
            Scene scene = new Scene();
            RouterCall<Decision> call = scene.call();
            scene.bulkhead.enter(call);
            call.abandon();
            scene.finish();
            scene.checkAnswers(1, 1);
            scene.checkNothingIsLeft();
        });
    }

    @Test
    void aQueuedCallAbandonedWhileItIsStartedReleasesItsPermit() {
        Interleavings.of(() -> {
            Scene scene = new Scene();
            RouterCall<Decision> queued = scene.call();
            scene.bulkhead.enter(scene.call());
            scene.bulkhead.enter(queued);
            queued.abandon();
            scene.finish();
            scene.checkAnswers(1, 2);
            scene.checkNothingIsLeft();
        });
    }

    @Test
    void aQueuedCallAbandonedWhileItGetsNoThreadReleasesItsPermit() {
        Interleavings.of(() -> {
            Scene scene = new Scene();
            RouterCall<Decision> queued = scene.call();
            scene.bulkhead.enter(scene.call());
            scene.bulkhead.enter(queued);
            scene.noThreads = true;
            queued.abandon();
            scene.finish();
            scene.noThreads = false;
            scene.checkAnswers(1, 2);
            scene.checkNothingIsLeft();
        });
    }
}
