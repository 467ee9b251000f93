package roulette.testkit;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import roulette.api.Opening;
import roulette.api.Router;

/**
 * Calls a router as Roulette does: a router that blocks on a virtual thread of its own and until the deadline, one that
 * does not on this thread. The bytes of an opening can be read during the call only. For one thread.
 */
final class RouterCalls {
    /** Calls a router's method. */
    interface Method<T> {
        @Nullable
        T of(Opening opening) throws Exception;
    }

    /** Calls a router's method that answers nothing. */
    interface Message {
        void to(Opening opening) throws Exception;
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final boolean blocks;
    private final Duration deadline;

    /** @param deadline for a call of a router that blocks; zero: none */
    RouterCalls(Router router, Duration deadline) {
        blocks = router.blocks();
        this.deadline = deadline;
    }

    /** Asks the router. The bytes of the opening can be read during the call only, on its thread only. */
    <T> @Nullable T ask(TestOpening opening, Method<T> method) {
        return call(() -> lend(opening, method));
    }

    /** Tells the router, which may keep the opening. */
    void tell(TestOpening opening, Message message) {
        call(() -> {
            message.to(opening);
            return null;
        });
    }

    private <T> @Nullable T call(Callable<@Nullable T> method) {
        return blocks ? onItsOwnThread(method) : here(method);
    }

    private static <T> @Nullable T here(Callable<@Nullable T> method) {
        long before = waits();
        @Nullable T answer;
        try {
            answer = method.call();
        } catch (Exception thrown) {
            throw failed(thrown);
        }
        if (waits() > before) {
            throw new AssertionError(
                    "the router waited (for a lock, a sleep, or another thread's result) on the network"
                            + " thread: a router that may wait must answer true from blocks()");
        }
        return answer;
    }

    /** How often this thread has waited; not counted for virtual threads, see {@link WatchedCalls}. */
    private static long waits() {
        Thread self = Thread.currentThread();
        return self.isVirtual() ? 0 : THREADS.getThreadInfo(self.threadId()).getWaitedCount();
    }

    private <T> @Nullable T onItsOwnThread(Callable<@Nullable T> method) {
        FutureTask<@Nullable T> task = new FutureTask<>(method);
        Thread thread = Thread.ofVirtual().name("router").start(task);
        try {
            return deadline.isZero() ? task.get() : task.get(deadline.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException thrown) {
            Throwable cause = thrown.getCause();
            throw failed(cause == null ? thrown : cause);
        } catch (TimeoutException late) {
            thread.interrupt();
            throw new AssertionError("the router did not answer within " + deadline.toMillis()
                    + " ms, the routing deadline: Roulette interrupts the call and closes the connection");
        } catch (InterruptedException interrupted) {
            thread.interrupt();
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the router was asked", interrupted);
        }
    }

    /** Memory that is gone when the call has returned, and that belongs to its thread. */
    private static <T> @Nullable T lend(TestOpening opening, Method<T> method) throws Exception {
        try (Arena memory = Arena.ofConfined()) {
            ByteBuffer bytes = opening.bytes();
            ByteBuffer lent = memory.allocate(bytes.remaining()).asByteBuffer();
            lent.duplicate().put(bytes);
            return method.of(opening.lending(lent.asReadOnlyBuffer()));
        }
    }

    private static AssertionError failed(Throwable thrown) {
        if (thrown instanceof AssertionError error) {
            return error;
        }
        boolean late = thrown instanceof IllegalStateException && "Already closed".equals(thrown.getMessage());
        String reads = late || thrown instanceof WrongThreadException
                ? ": it read the bytes() of an earlier call, or on another thread than the call's; Roulette uses that"
                        + " memory for other things when a call has returned"
                : "";
        return new AssertionError("the router threw " + thrown + reads, thrown);
    }
}
