package roulette.routing;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.text.LastResort;

/**
 * The scheduler of the virtual threads of one router: a few platform threads that carry them. A carrier that is held by a
 * lost call can be replaced. It then runs at idle priority, and ends when the call lets go of it, as it can't get its
 * priority back. So the number of carriers at normal priority never changes. For any thread.
 */
final class Carriers implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);
    private static final int LEAST = 4;

    private final String router;
    private final BlockingQueue<Runnable> tasks = new LinkedTransferQueue<>();
    private final Map<Thread, Carrier> carriers = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    Carriers(String router) {
        this.router = router;
        // All of them exist from the start, so that a shortage of threads can't keep a call from running.
        for (int i = Math.max(LEAST, Runtime.getRuntime().availableProcessors()); i > 0; i--) {
            start();
        }
    }

    private void start() {
        Carrier carrier = new Carrier();
        Thread thread = Thread.ofPlatform()
                .daemon()
                .name("carrier-" + router + "-" + started.incrementAndGet())
                .unstarted(carrier);
        carriers.put(thread, carrier);
        boolean runs = false;
        try {
            thread.start();
            runs = true;
        } finally {
            if (!runs) {
                carriers.remove(thread);
            }
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        if (closed) {
            // The others may have ended.
            start();
        }
    }

    /** Carriers end as soon as they have nothing to do. What is left of calls gets new ones, one by one. */
    void close() {
        closed = true;
        wakeOne();
    }

    private void wakeOne() {
        tasks.add(() -> {});
    }

    /**
     * Replaces a carrier. Returns false where it was replaced before, or has ended.
     *
     * @throws OutOfMemoryError if no thread can be made; then nothing has changed
     */
    boolean replace(Thread held) {
        @Nullable Carrier carrier = carriers.get(held);
        if (carrier == null || carrier.replaced) {
            return false;
        }
        // From a thread of normal priority, which the new one inherits.
        start();
        carrier.replaced = true;
        return true;
    }

    /** Gives a carrier that was replaced idle priority, until it ends. */
    void makeIdle(Thread replaced, IdlePriority priority) {
        @Nullable Carrier carrier = carriers.get(replaced);
        if (carrier != null && !priority.give(carrier.number)) {
            LOG.debug("{} keeps its priority", replaced.getName());
        }
    }

    /** How many replaced carriers have not ended. */
    int replaced() {
        int count = 0;
        for (Carrier carrier : carriers.values()) {
            if (carrier.replaced) {
                count++;
            }
        }
        return count;
    }

    private final class Carrier implements Runnable {
        /** The kernel's number of the thread. */
        private volatile int number;

        private volatile boolean replaced;

        @Override
        public void run() {
            number = IdlePriority.currentThread();
            while (!replaced) {
                try {
                    @Nullable Runnable task = closed ? tasks.poll() : tasks.take();
                    if (task == null) {
                        break;
                    }
                    task.run();
                } catch (InterruptedException e) {
                    LOG.debug("a carrier of router {} is not stopped by an interrupt", router);
                } catch (Throwable mistake) {
                    LastResort.log(LOG, "a mistake in Roulette or in Java: a call of router {} broke", router, mistake);
                }
            }
            carriers.remove(Thread.currentThread());
            if (closed) {
                // Each that ends wakes the next one.
                wakeOne();
            }
        }
    }
}
