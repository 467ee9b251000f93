package roulette.net;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
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

    private final ThreadFactory factory;

    /** Null where calls have platform threads. */
    private final @Nullable LostCalls lostCalls;

    /** @param mostLost how many calls may be lost at once, and their carriers replaced */
    RouterThreads(String router, int mostLost) {
        String name = "router-" + router;
        ThreadFactory calls;
        @Nullable LostCalls lost;
        try {
            MethodHandle carrierOf = carrierOf();
            Carriers carriers = new Carriers(router);
            calls = virtualThreads(carriers).name(name).factory();
            lost = new LostCalls(router, carriers, carrierOf, mostLost);
        } catch (Throwable e) {
            LOG.warn(
                    "router {} gets a platform thread for each call, which costs more ({}); start a Java 25 with"
                            + " --add-opens=java.base/java.lang=ALL-UNNAMED, as bin/roulette does",
                    router,
                    e.toString());
            calls = Thread.ofPlatform().daemon().name(name).factory();
            lost = null;
        }
        factory = calls;
        lostCalls = lost;
    }

    /** Threads that a factory makes, of which none is replaced. */
    RouterThreads(ThreadFactory factory) {
        this.factory = factory;
        lostCalls = null;
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

    /** A thread for one call, not started. */
    Thread newThread(Runnable call) {
        return factory.newThread(call);
    }

    /** Nobody waits any more for the call on this thread: the carrier that it holds is replaced. Throws nothing. */
    void lost(Thread call) {
        if (lostCalls != null) {
            lostCalls.add(call);
        }
    }
}
