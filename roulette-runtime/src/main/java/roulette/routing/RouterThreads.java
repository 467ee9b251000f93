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
 * The threads of one blocking router: a virtual thread for each call, on carriers that no other router uses. A router
 * whose calls compute for long, or pin their carriers while they wait, slows down only itself; as it has few carriers,
 * it can't occupy all processors. Threads started by a call share its carriers. For any thread.
 *
 * <p>The JDK has no public API for a scheduler of virtual threads. If its internal one is inaccessible, each call gets
 * a platform thread.
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

    /** @param maxLost how many calls may be lost at the same time, and their carriers replaced */
    RouterThreads(String router, int maxLost) {
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
            lost = new LostCalls(router, made, carrierOf, maxLost);
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

    /** Uses threads of this factory, none of which is replaced. */
    RouterThreads(ThreadFactory factory) {
        this.factory = factory;
        carriers = null;
        lostCalls = null;
    }

    /** No further calls will be started: idle threads end. Running calls continue. */
    void close() {
        if (carriers != null) {
            carriers.close();
        }
    }

    /**
     * Starts Java's poller threads, which wake virtual threads that wait for a socket. Otherwise the first router that
     * waits for one starts them as virtual threads on its own carriers, and pinning those would block every router.
     */
    private static void startPollers() throws ClassNotFoundException {
        if (System.getProperty(POLLER_MODE) == null) {
            System.setProperty(POLLER_MODE, "SYSTEM_THREADS");
        }
        Class.forName(POLLER);
    }

    /**
     * Starts Java's threads that end timed waits of virtual threads. If a lost call did the first such wait, they would
     * inherit the priority of its carrier, for all routers and permanently. Which of them serves a virtual thread
     * depends on its id, so this does more waits than there are such threads.
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
     * An unstarted thread for one call. It inherits no thread-local values of the current thread, which may serve
     * another client.
     */
    Thread newThread(Runnable call) {
        return factory.newThread(call);
    }

    /** Retries replacing the carriers of lost calls, as no further lost call will trigger it. */
    void replaceLost() {
        if (lostCalls != null) {
            lostCalls.watch();
        }
    }

    /**
     * The caller of the call on this thread has stopped waiting: the carrier that it pins is replaced. Throws nothing.
     */
    void lost(Thread call) {
        if (lostCalls != null) {
            lostCalls.add(call);
        }
    }
}
