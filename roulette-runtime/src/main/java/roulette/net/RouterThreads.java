package roulette.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
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

    private final int carriers = Math.max(LEAST_CARRIERS, Runtime.getRuntime().availableProcessors());
    private final ThreadPoolExecutor scheduler;
    private final ThreadFactory factory;

    /** @param mostLost how many carriers may be replaced at once */
    RouterThreads(String router, int mostLost) {
        AtomicInteger number = new AtomicInteger();
        scheduler = new ThreadPoolExecutor(
                carriers,
                carriers + mostLost,
                0,
                TimeUnit.SECONDS,
                new LinkedTransferQueue<>(),
                task -> Thread.ofPlatform()
                        .daemon()
                        .name("carrier-" + router + "-" + number.incrementAndGet())
                        .unstarted(task));
        // All of them exist from the start, so that a shortage of threads can't keep a call from running.
        scheduler.prestartAllCoreThreads();
        factory = factory(router, this::schedule);
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

    private void schedule(Runnable task) {
        try {
            scheduler.execute(task);
        } catch (OutOfMemoryError e) {
            // No thread can be made in place of one that is lost; the carriers that there are get to it.
            scheduler.getQueue().add(task);
        }
    }

    /** A thread for one call, not started. */
    Thread newThread(Runnable call) {
        return factory.newThread(call);
    }

    /** Has so many carriers more, in place of those that calls may hold which nobody waits for. Throws nothing. */
    void replace(int lost) {
        try {
            scheduler.setCorePoolSize(carriers + lost);
        } catch (OutOfMemoryError e) {
            LOG.warn("no thread can be made in place of one that a router holds: {}", e.getMessage());
        }
    }
}
