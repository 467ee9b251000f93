package roulette.testkit;

import static java.util.Objects.requireNonNull;

import java.lang.foreign.Arena;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Opening;
import roulette.api.Router;

/**
 * Calls a router as Roulette does: one that blocks on a virtual thread and until the deadline, one that does not on the
 * caller's thread, where it must not wait. For one thread, and the virtual thread that works for it while it waits.
 */
final class RouterCalls {
    /** Calls a router's method. */
    interface Method<T> {
        @Nullable
        T of(Opening opening) throws Exception;
    }

    /** Calls a router's method that returns nothing. */
    interface Notice {
        void to(Opening opening) throws Exception;
    }

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final boolean blocks;
    private final Duration deadline;

    /** Where the latest {@link #onOneThread} works or has worked. */
    private volatile @Nullable RouterThread thread;

    /** Whether {@link #counted} counts the waits. */
    private boolean counting;

    /** @param deadline for a call of a router that blocks; zero: none */
    RouterCalls(Router router, Duration deadline) {
        blocks = router.blocks();
        this.deadline = deadline;
    }

    /** The bytes of the opening can be read during the call only, on its thread only. */
    <T> @Nullable T ask(TestOpening opening, Method<T> method) {
        return call(() -> lend(opening, method));
    }

    /** Calls a method whose opening the router may keep. */
    void tell(TestOpening opening, Notice notice) {
        call(() -> {
            notice.to(opening);
            return null;
        });
    }

    /**
     * Runs work that makes many calls. If the router blocks, all of them are made on one virtual thread, because the
     * change from this thread to another takes longer than most calls.
     */
    void onOneThread(Runnable work) {
        RouterThread present = thread;
        if (!blocks || present != null && present.isCurrent()) {
            work.run();
            return;
        }
        RouterThread started = new RouterThread(deadline, work);
        thread = started;
        started.run();
    }

    /** Runs work that waits for nothing but its calls: their waits are counted once, because counting takes microseconds. */
    <T extends @Nullable Object> T counted(Supplier<T> work) {
        if (blocks || counting) {
            return work.get();
        }
        counting = true;
        try {
            long before = waits();
            T result = work.get();
            requireNoWaitSince(before);
            return result;
        } finally {
            counting = false;
        }
    }

    private <T> @Nullable T call(Callable<@Nullable T> method) {
        if (!blocks) {
            return counted(() -> made(method));
        }
        AtomicReference<@Nullable T> answer = new AtomicReference<>();
        onOneThread(() -> answer.setPlain(made(() -> requireNonNull(thread).call(method))));
        return answer.getPlain();
    }

    private static <T> @Nullable T made(Callable<@Nullable T> method) {
        try {
            return method.call();
        } catch (AssertionError failed) {
            throw failed;
        } catch (Throwable thrown) {
            throw failed(thrown);
        }
    }

    private static void requireNoWaitSince(long before) {
        if (waits() > before) {
            throw new AssertionError(
                    "the router waited (for a lock, a sleep, or another thread's result) on the network"
                            + " thread; if it may wait, its blocks() must return true");
        }
    }

    /** How often this thread has waited; not counted for virtual threads, see {@link WatchedCalls}. */
    private static long waits() {
        Thread self = Thread.currentThread();
        return self.isVirtual() ? 0 : THREADS.getThreadInfo(self.threadId()).getWaitedCount();
    }

    /** The memory is freed when the call has returned, and belongs to its thread. */
    private static <T> @Nullable T lend(TestOpening opening, Method<T> method) throws Exception {
        try (Arena memory = Arena.ofConfined()) {
            return method.of(opening.with(copy(opening.bytes(), memory)));
        }
    }

    /** A read-only copy, from 0 to its capacity. */
    static ByteBuffer copy(ByteBuffer bytes, Arena memory) {
        ByteBuffer copy = memory.allocate(bytes.remaining()).asByteBuffer();
        copy.duplicate().put(bytes);
        return copy.asReadOnlyBuffer();
    }

    private static AssertionError failed(Throwable thrown) {
        boolean late = thrown instanceof IllegalStateException && "Already closed".equals(thrown.getMessage());
        String reads = late || thrown instanceof WrongThreadException
                ? ": it read the bytes() of an earlier call, or on another thread than the call's; Roulette reuses that"
                        + " memory when a call has returned"
                : "";
        return new AssertionError("the router threw " + thrown + reads, thrown);
    }
}
