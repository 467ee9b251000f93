package roulette.routers.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import roulette.api.Target;

/**
 * Brings requests to cancel to every server. Such a request comes on a connection of its own, and names a process and
 * its key, which only the server knows that has given them out, so all are told; to the others it means nothing. A
 * client takes the end of that connection for "it was done", so whoever tells waits until all servers have ended
 * theirs, for a bounded time. For any thread.
 */
final class CancelRequests {
    /** Connections at once; where there are more servers than that, as many as servers. */
    static final int CONNECTIONS = 64;

    private final List<Target> servers;
    private final Duration patience;
    private final Courier courier;
    private final Semaphore connections;

    /** Tells one server. */
    interface Courier {
        /** Whether the server was told, and has ended the connection, within this time. */
        boolean deliver(byte[] request, Target server, Duration patience);
    }

    CancelRequests(List<Target> servers, Duration patience, Courier courier) {
        this.servers = List.copyOf(servers);
        this.patience = patience;
        this.courier = courier;
        connections = new Semaphore(Math.max(CONNECTIONS, servers.size()));
    }

    /**
     * Tells every server at once. Where too many requests are on their way already this one is dropped, so that a flood
     * of them does not take all threads and descriptors.
     *
     * @return what became of it, in a few words
     */
    String tell(byte[] request) throws InterruptedException {
        if (!connections.tryAcquire(servers.size())) {
            return "cancel request, dropped: too many at once";
        }
        AtomicInteger told = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(servers.size());
        for (Target server : servers) {
            // No virtual thread: the lookup of a name blocks in native code, which would pin its carrier.
            Thread.ofPlatform().daemon().name("postgres-cancel").start(() -> {
                try {
                    if (courier.deliver(request, server, patience)) {
                        told.incrementAndGet();
                    }
                } finally {
                    connections.release();
                    open.countDown();
                }
            });
        }
        boolean all = open.await(patience.toNanos(), TimeUnit.NANOSECONDS);
        return "cancel request, told " + told + " of " + servers.size() + " servers" + (all ? "" : " in time");
    }
}
