package roulette.routing;

import java.lang.invoke.MethodHandle;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * The calls of one router that still run although their callers have stopped waiting. While there are any, a dedicated
 * thread finds those that pin a carrier and replaces these carriers. For any thread.
 */
final class LostCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LostCalls.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final String router;
    private final Carriers carriers;
    private final int maxReplaced;

    /** Maps a virtual thread to the carrier that it is mounted on, or null. */
    private final MethodHandle carrierOf;

    private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watching = new AtomicBoolean();
    private volatile boolean warned;

    /** @param maxReplaced how many carriers may be replaced at the same time */
    LostCalls(String router, Carriers carriers, MethodHandle carrierOf, int maxReplaced) {
        this.router = router;
        this.carriers = carriers;
        this.carrierOf = carrierOf;
        this.maxReplaced = maxReplaced;
    }

    /** The caller of the call on this virtual thread has stopped waiting. Throws nothing. */
    void add(Thread call) {
        calls.add(call);
        watch();
    }

    /** Starts the dedicated thread if needed, as after a shortage of threads. Throws nothing. */
    void watch() {
        if (calls.isEmpty() || watching.get() || !watching.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread.ofPlatform().daemon().name("lost-calls-" + router).start(this::replaceCarriers);
        } catch (OutOfMemoryError e) {
            watching.set(false);
            warn(e);
        }
    }

    private void replaceCarriers() {
        try {
            IdlePriority priority = new IdlePriority();
            while (true) {
                calls.removeIf(call -> !call.isAlive());
                if (calls.isEmpty()) {
                    break;
                }
                try {
                    replaceHeld(priority);
                    warned = false;
                } catch (OutOfMemoryError e) {
                    // Retried here, as there may be no other lost call to trigger it.
                    warn(e);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (Throwable failure) {
            // Retried when the next call is lost.
            watching.set(false);
            LastResort.log(LOG, "a carrier thread pinned by router {} can't be replaced", router, failure);
            return;
        }
        watching.set(false);
        watch();
    }

    private void warn(OutOfMemoryError shortage) {
        if (!warned) {
            warned = true;
            LOG.warn(
                    "no thread can be created to replace those pinned by router {}: {}; retrying",
                    router,
                    shortage.getMessage());
        }
    }

    private void replaceHeld(IdlePriority priority) throws Throwable {
        int free = maxReplaced - carriers.replaced();
        for (Thread call : calls) {
            Thread carrier = (Thread) carrierOf.invokeExact(call);
            if (carrier != null && free > 0 && carriers.replace(carrier)) {
                free--;
                // A replaced carrier takes no further call, but may have taken another one just before: then it keeps
                // its priority.
                if ((Thread) carrierOf.invokeExact(call) == carrier) {
                    carriers.makeIdle(carrier, priority);
                }
            }
        }
    }
}
