package roulette.net;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.text.LimitLog;

/** Counts the connections of all loops against the limits of the proxy, or of one listener. For any thread. */
final class ConnectionLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionLimiter.class);

    /** Zero for none. */
    private final int limit;

    private final int perClient;
    private final Optional<String> listener;
    private final LimitLog full;
    private final LimitLog clientFull;
    private final AtomicInteger live = new AtomicInteger();
    private volatile boolean awaited;
    private final ConcurrentHashMap<ClientNetwork, Integer> clients = new ConcurrentHashMap<>();

    private ConnectionLimiter(int limit, int perClient, Optional<String> listener) {
        this.limit = limit;
        this.perClient = perClient;
        this.listener = listener;
        String of = listener.map(name -> " of listener " + name).orElse("");
        full = new LimitLog(LOG, "limits.connections = " + limit + of, "further clients wait until connections end");
        clientFull = new LimitLog(
                LOG, "limits.per-client = " + perClient + of, "further connections from the same address are closed");
    }

    /** For the connections of all listeners. */
    static ConnectionLimiter of(Limits limits) {
        return new ConnectionLimiter(limits.connections(), limits.perClient(), Optional.empty());
    }

    /** For the connections of one listener. */
    static ConnectionLimiter of(Listener listener) {
        return new ConnectionLimiter(
                listener.limits().connections(), listener.limits().perClient(), Optional.of(listener.name()));
    }

    /** Counts a connection, unless the limit is reached. Returns whether it was counted. */
    boolean enter() {
        int now = live.get();
        while (now < limit || limit == 0) {
            int seen = live.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    /**
     * A client waits until another connection has ended.
     *
     * @param first whether it was just accepted
     */
    void waits(boolean first) {
        if (first) {
            full.reached();
        } else {
            full.stillReached();
        }
    }

    /** Logs limits that are no longer reached. By one thread. */
    void sweep() {
        full.sweep();
        clientFull.sweep();
    }

    /** The usage of the limits. */
    List<ProxyStatus.LimitStatus> status() {
        int most = clients.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return List.of(
                new ProxyStatus.LimitStatus(
                        "limits.connections", Optional.empty(), listener, live.get(), limit, full.times()),
                new ProxyStatus.LimitStatus(
                        "limits.per-client", Optional.empty(), listener, most, perClient, clientFull.times()));
    }

    void leave() {
        if (live.decrementAndGet() == 0 && awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until no connection is open; returns false after this time. */
    synchronized boolean awaitEmpty(Duration time) throws InterruptedException {
        awaited = true;
        long end = System.nanoTime() + time.toNanos();
        while (live.get() > 0) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    int live() {
        return live.get();
    }

    /** Counts a connection of a client, unless its limit is reached. Returns whether it was counted. */
    boolean enter(InetAddress client) {
        if (perClient == 0) {
            return true;
        }
        boolean[] admitted = new boolean[1];
        clients.compute(ClientNetwork.of(client), (network, held) -> {
            int now = held == null ? 0 : held;
            admitted[0] = now < perClient;
            return admitted[0] ? Integer.valueOf(now + 1) : held;
        });
        if (!admitted[0]) {
            clientFull.reached();
        }
        return admitted[0];
    }

    void leave(InetAddress client) {
        if (perClient > 0) {
            clients.computeIfPresent(ClientNetwork.of(client), (network, held) -> held == 1 ? null : held - 1);
        }
    }
}
