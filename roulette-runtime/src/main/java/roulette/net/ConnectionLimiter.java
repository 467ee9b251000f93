package roulette.net;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import roulette.options.Limits;

/** Counts the connections of all loops against the limits. For any thread. */
final class ConnectionLimiter {
    private final int limit;
    private final int perClient;
    private final AtomicInteger live = new AtomicInteger();
    private volatile boolean awaited;
    private final ConcurrentHashMap<ClientNetwork, Integer> clients = new ConcurrentHashMap<>();

    ConnectionLimiter(Limits limits) {
        limit = limits.connections();
        perClient = limits.perClient();
    }

    /** Counts a connection, unless the limit is reached. Returns whether it was counted. */
    boolean enter() {
        int now = live.get();
        while (now < limit) {
            int seen = live.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void leave() {
        if (live.decrementAndGet() == 0 && awaited) {
            synchronized (this) {
                notifyAll();
            }
        }
    }

    /** Waits until no connection is left; returns false after this time. */
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
        return admitted[0];
    }

    void leave(InetAddress client) {
        if (perClient > 0) {
            clients.computeIfPresent(ClientNetwork.of(client), (network, held) -> held == 1 ? null : held - 1);
        }
    }

    /** A client, identified by its IPv4 address or the /64 of its IPv6 address. */
    private record ClientNetwork(long high, int family) {
        static ClientNetwork of(InetAddress address) {
            byte[] bytes = address.getAddress();
            long bits = 0;
            for (byte part : Arrays.copyOf(bytes, Math.min(8, bytes.length))) {
                bits = bits << 8 | (part & 0xff);
            }
            return new ClientNetwork(bits, address instanceof Inet6Address ? 6 : 4);
        }
    }
}
