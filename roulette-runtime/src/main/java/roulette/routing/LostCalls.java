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
 * The calls of one router that still run although nobody waits for them. While there are any, a thread of its own looks
 * which of them hold a carrier, and has those carriers replaced. For any thread.
 */
final class LostCalls {
    private static final Logger LOG = LoggerFactory.getLogger(LostCalls.class);
    private static final Duration INTERVAL = Duration.ofMillis(100);

    private final String router;
    private final Carriers carriers;
    private final int mostReplaced;

    /** From a virtual thread to the carrier that it is mounted on, or null. */
    private final MethodHandle carrierOf;

    private final Set<Thread> calls = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean watched = new AtomicBoolean();
    private volatile boolean complained;

    /** @param mostReplaced how many carriers may be replaced at once */
    LostCalls(String router, Carriers carriers, MethodHandle carrierOf, int mostReplaced) {
        this.router = router;
        this.carriers = carriers;
        this.carrierOf = carrierOf;
        this.mostReplaced = mostReplaced;
    }

    /** Nobody waits any more for the call that runs on this virtual thread. Throws nothing. */
    void add(Thread call) {
        calls.add(call);
        watch();
    }

    /** Has the calls looked after again where a shortage of threads has prevented that. Throws nothing. */
    void watch() {
        if (calls.isEmpty() || watched.get() || !watched.compareAndSet(false, true)) {
            return;
        }
        try {
            Thread.ofPlatform().daemon().name("lost-calls-" + router).start(this::replaceCarriers);
        } catch (OutOfMemoryError e) {
            watched.set(false);
            complain(e);
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
                    complained = false;
                } catch (OutOfMemoryError e) {
                    // No thread can be made at present. No other call may be lost that would have this tried again.
                    complain(e);
                }
                Thread.sleep(INTERVAL);
            }
        } catch (Throwable failure) {
            // Tried again when the next call is lost.
            watched.set(false);
            LastResort.log(LOG, "a thread that router {} holds can't be replaced", router, failure);
            return;
        }
        watched.set(false);
        watch();
    }

    private void complain(OutOfMemoryError shortage) {
        if (!complained) {
            complained = true;
            LOG.warn(
                    "no thread can be made to replace those that router {} holds: {}; trying on",
                    router,
                    shortage.getMessage());
        }
    }

    private void replaceHeld(IdlePriority priority) throws Throwable {
        int free = mostReplaced - carriers.replaced();
        for (Thread call : calls) {
            Thread carrier = (Thread) carrierOf.invokeExact(call);
            if (carrier != null && free > 0 && carriers.replace(carrier)) {
                free--;
                // A replaced carrier takes no further call, but may have taken a good one just before:
                // then it keeps its priority.
                if ((Thread) carrierOf.invokeExact(call) == carrier) {
                    carriers.makeIdle(carrier, priority);
                }
            }
        }
    }
}
