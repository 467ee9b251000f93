package roulette.routing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
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
    private static final String VIRTUAL_THREAD = "java.lang.VirtualThread";
    private static final String BUILDER = "java.lang.ThreadBuilders$VirtualThreadBuilder";
    private static final String POLLER = "sun.nio.ch.Poller";
    private static final String POLLER_MODE = "jdk.pollerMode";

    private final ThreadFactory factory;

    /** Null where calls have platform threads. */
    private final @Nullable Carriers carriers;

    /** Null where calls have platform threads. */
    private final @Nullable LostCalls lostCalls;

    /** @param mostLost how many calls may be lost at once, and their carriers replaced */
    RouterThreads(String router, int mostLost) {
        String name = "router-" + router;
        ThreadFactory calls;
        @Nullable LostCalls lost;
        @Nullable Carriers made = null;
        try {
            MethodHandle carrierOf = carrierOf();
            startPollers();
            made = new Carriers(router);
            calls = virtualThreads(made)
                    .name(name)
                    .inheritInheritableThreadLocals(false)
                    .factory();
            startTimers(calls);
            lost = new LostCalls(router, made, carrierOf, mostLost);
        } catch (Throwable e) {
            LOG.warn(
                    "router {} gets a platform thread for each call, which costs more ({}); start a Java 25 with"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED, as bin/roulette does",
                    router,
                    e.toString());
            calls = Thread.ofPlatform()
                    .daemon()
                    .name(name)
                    .inheritInheritableThreadLocals(false)
                    .factory();
            lost = null;
        }
        factory = calls;
        lostCalls = lost;
        carriers = made;
    }

    /** Threads that a factory makes, of which none is replaced. */
    RouterThreads(ThreadFactory factory) {
        this.factory = factory;
        carriers = null;
        lostCalls = null;
    }

    /** No call will come any more: what is idle ends. Calls that still run go on. */
    void close() {
        if (carriers != null) {
            carriers.close();
        }
    }

    /**
     * Starts the threads by which Java wakes virtual threads that wait for a socket. Otherwise the first router that waits
     * for one starts them, as virtual threads on its own carriers, and whoever holds those keeps every router waiting.
     */
    private static void startPollers() throws ClassNotFoundException {
        if (System.getProperty(POLLER_MODE) == null) {
            System.setProperty(POLLER_MODE, "SYSTEM_THREADS");
        }
        Class.forName(POLLER);
    }

    /**
     * Starts the threads by which Java ends timed waits of virtual threads. Were the first such wait that of a lost call,
     * they would inherit the priority of its carrier, for all routers and for good. Which of them serves a virtual thread
     * depends on its number, so there are more waits here than such threads.
     */
    private static void startTimers(ThreadFactory calls) {
        for (int i = Runtime.getRuntime().availableProcessors(); i > 0; i--) {
            calls.newThread(() -> LockSupport.parkNanos(1)).start();
        }
    }

    private static Thread.Builder virtualThreads(Executor scheduler) throws Throwable {
        Class<?> type = Class.forName(BUILDER);
        MethodHandle create = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findConstructor(type, MethodType.methodType(void.class, Executor.class));
        return (Thread.Builder) create.invoke(scheduler);
    }

    private static MethodHandle carrierOf() throws ReflectiveOperationException {
        Class<?> type = Class.forName(VIRTUAL_THREAD);
        return MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                .findGetter(type, "carrierThread", Thread.class)
                .asType(MethodType.methodType(Thread.class, Thread.class));
    }

    /**
     * A thread for one call, not started. It inherits no values of the current thread, which may be that of a call for
     * another client.
     */
    Thread newThread(Runnable call) {
        return factory.newThread(call);
    }

    /** Some calls were lost, and no other call can be: has their carriers replaced where that has failed so far. */
    void replaceLost() {
        if (lostCalls != null) {
            lostCalls.watch();
        }
    }

    /** Nobody waits any more for the call on this thread: the carrier that it holds is replaced. Throws nothing. */
    void lost(Thread call) {
        if (lostCalls != null) {
            lostCalls.add(call);
        }
    }
}
