package roulette.routers.postgres;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import roulette.api.Target;

/**
 * Sends cancel requests to every server. A cancel request arrives on its own connection, with a process id and key that
 * only the issuing server knows; the other servers ignore it. A client treats the end of that connection as completion,
 * so the call waits until all servers have closed, for a bounded time. Thread-safe.
 */
final class CancelRequests {
    /** Maximum concurrent connections; with more servers than that, the number of servers. */
    static final int CONNECTIONS = 64;

    private final List<Target> servers;
    private final Duration timeout;
    private final Sender sender;
    private final Semaphore connections;

    /** Sends a request to one server. */
    interface Sender {
        /** Whether the server received the request and closed the connection within this time. */
        boolean send(byte[] request, Target server, Duration timeout);
    }

    CancelRequests(List<Target> servers, Duration timeout, Sender sender) {
        this.servers = List.copyOf(servers);
        this.timeout = timeout;
        this.sender = sender;
        connections = new Semaphore(Math.max(CONNECTIONS, servers.size()));
    }

    /**
     * Sends the request to every server in parallel. Drops it if too many requests are in progress, so that a flood
     * can't use up all threads and descriptors.
     *
     * @return a short description of the result
     */
    String send(byte[] request) throws InterruptedException {
        if (!connections.tryAcquire(servers.size())) {
            return "cancel request, dropped: too many at once";
        }
        AtomicInteger processed = new AtomicInteger();
        CountDownLatch open = new CountDownLatch(servers.size());
        for (Target server : servers) {
            // Not a virtual thread: name lookups block in native code, which would pin the carrier.
            Thread.ofPlatform().daemon().name("postgres-cancel").start(() -> {
                try {
                    if (sender.send(request, server, timeout)) {
                        processed.incrementAndGet();
                    }
                } finally {
                    connections.release();
                    open.countDown();
                }
            });
        }
        boolean all = open.await(timeout.toNanos(), TimeUnit.NANOSECONDS);
        return "cancel request, processed by " + processed + " of " + servers.size() + " servers"
                + (all ? "" : " in time");
    }
}
