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
 * The scheduler of one router's virtual threads: a few platform threads as carriers. A carrier pinned by a lost call
 * can be replaced. It then runs at idle priority, and ends when the call releases it, as its priority can't be
 * restored. So the threadId of carriers at normal priority is constant. For any thread.
 */
final class Carriers implements Executor {
    private static final Logger LOG = LoggerFactory.getLogger(Carriers.class);
    private static final int MINIMUM = 4;

    private final String router;
    private final BlockingQueue<Runnable> tasks = new LinkedTransferQueue<>();
    private final Map<Thread, Carrier> carriers = new ConcurrentHashMap<>();
    private final AtomicInteger started = new AtomicInteger();
    private volatile boolean closed;

    Carriers(String router) {
        this.router = router;
        // All are started in advance, so that a shortage of threads can't prevent a call.
        for (int i = Math.max(MINIMUM, Runtime.getRuntime().availableProcessors()); i > 0; i--) {
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
            // The other carriers may have ended.
            start();
        }
    }

    /** Carriers end when idle. Tasks of calls still running start new ones. */
    void close() {
        closed = true;
        wakeOne();
    }

    private void wakeOne() {
        tasks.add(() -> {});
    }

    /**
     * Replaces a carrier. Returns false if it was already replaced, or has ended.
     *
     * @throws OutOfMemoryError if no thread can be created; nothing is changed then
     */
    boolean replace(Thread held) {
        @Nullable Carrier carrier = carriers.get(held);
        if (carrier == null || carrier.replaced) {
            return false;
        }
        // The new carrier inherits the normal priority of this thread.
        start();
        carrier.replaced = true;
        return true;
    }

    /** Sets idle priority for a replaced carrier. */
    void makeIdle(Thread replaced, IdlePriority priority) {
        @Nullable Carrier carrier = carriers.get(replaced);
        if (carrier != null && !priority.give(carrier.threadId)) {
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
        /** The kernel's thread id. */
        private volatile int threadId;

        private volatile boolean replaced;

        @Override
        public void run() {
            threadId = IdlePriority.currentThread();
            boolean more = true;
            while (more && !replaced) {
                try {
                    more = runNext();
                } catch (Throwable shortage) {
                    // There is no memory to log it. The carrier must not end.
                }
            }
            carriers.remove(Thread.currentThread());
            if (closed) {
                // Each carrier that ends wakes the next one.
                wakeOne();
            }
        }

        /** Waits for a task and runs it. Returns false if there will be none. */
        private boolean runNext() {
            try {
                @Nullable Runnable task = closed ? tasks.poll() : tasks.take();
                if (task == null) {
                    return false;
                }
                task.run();
            } catch (InterruptedException e) {
                LOG.debug("a carrier of router {} ignores an interrupt", router);
            } catch (Throwable failure) {
                LastResort.log(LOG, "internal error: a call of router {} failed in its scheduler", router, failure);
            }
            return true;
        }
    }
}
