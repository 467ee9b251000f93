package roulette.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of one router that blocks: a virtual thread for each call, on carriers that no other router uses. A router
 * whose calls compute for long, or hold their carriers while they wait, slows down nobody but itself; and as it has few
 * carriers, it leaves the processors to the others. Threads that a call starts share its carriers. For any thread.
 *
 * <p>The JDK has no public way to give virtual threads a scheduler. Where its own way is not open, each call gets a
 * platform thread.
 */
final class RouterThreads {
    private static final Logger LOG = LoggerFactory.getLogger(RouterThreads.class);
    private static final int LEAST_CARRIERS = 4;
    private static final long IDLE_SECONDS = 30;

    private final int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
    private final ForkJoinPool scheduler;
    private final ThreadFactory factory;

    /** @param mostLost how many carriers may be replaced at once */
    RouterThreads(String router, int mostLost) {
        scheduler = new ForkJoinPool(
                carriers,
                pool -> carrier(pool, router),
                null,
                true,
                0,
                carriers + mostLost,
                0,
                null,
                IDLE_SECONDS,
                TimeUnit.SECONDS);
        factory = factory(router, scheduler);
    }

    private static ForkJoinWorkerThread carrier(ForkJoinPool pool, String router) {
        ForkJoinWorkerThread thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
        thread.setName("carrier-" + router + "-" + thread.getPoolIndex());
        return thread;
    }

    private static ThreadFactory factory(String router, Executor scheduler) {
        String name = "router-" + router;
        try {
            Class<?> type = Class.forName("java.lang.ThreadBuilders$VirtualThreadBuilder");
            MethodHandle create = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findConstructor(type, MethodType.methodType(void.class, Executor.class));
            return ((Thread.Builder) create.invoke(scheduler)).name(name).factory();
        } catch (Throwable e) {
            LOG.warn(
                    "router {} gets a platform thread for each call, which costs more ({}); start a Java 25 with"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED, as bin/roulette does",
                    router,
                    e.toString());
            return Thread.ofPlatform().daemon().name(name).factory();
        }
    }

    /** A thread for one call, not started. */
    Thread newThread(Runnable call) {
        return factory.newThread(call);
    }

    /** So many calls run on although nobody waits for them: each may hold a carrier, which is replaced. */
    void lost(int calls) {
        scheduler.setParallelism(carriers + calls);
        // The pool looks at its size when something is to be done.
        scheduler.execute(() -> {});
    }
}
