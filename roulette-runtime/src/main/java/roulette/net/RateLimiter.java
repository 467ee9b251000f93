package roulette.net;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.text.LimitLog;

/**
 * The rate limits for new connections per second: of all clients and of each client. Each is a token bucket with a burst of
 * one second, stored as one number: the time at which it is full again (the theoretical arrival time of the Generic Cell
 * Rate Algorithm). For any thread.
 */
final class RateLimiter {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimiter.class);
    private static final long SECOND = 1_000_000_000;

    /** Zero for none. */
    private final int rate;

    private final int perClient;
    private final Optional<String> listener;
    private final LimitLog exceeded;
    private final LimitLog clientExceeded;
    private final LongSupplier nanoTime;
    private final long start;

    /** When the bucket of all connections is full, in nanoseconds since the start. */
    private final AtomicLong full = new AtomicLong();

    /** The same for each client whose bucket is not full. An entry is needed for a second at most. */
    private final ConcurrentHashMap<ClientNetwork, Long> clients = new ConcurrentHashMap<>();

    private long swept;

    private RateLimiter(int rate, int perClient, Optional<String> listener, LongSupplier nanoTime) {
        this.rate = rate;
        this.perClient = perClient;
        this.listener = listener;
        this.nanoTime = nanoTime;
        start = nanoTime.getAsLong();
        String of = listener.map(name -> " of listener " + name).orElse("");
        exceeded = new LimitLog(LOG, "limits.rate = " + rate + of, "further clients wait");
        clientExceeded = new LimitLog(
                LOG,
                "limits.per-client-rate = " + perClient + of,
                "further connections from the same address are reset");
    }

    /** For the connections of all listeners. */
    static RateLimiter of(Limits limits) {
        return new RateLimiter(limits.rate(), limits.perClientRate(), Optional.empty(), System::nanoTime);
    }

    /** For the connections of one listener. */
    static RateLimiter of(Listener listener) {
        return of(listener, System::nanoTime);
    }

    /** @param nanoTime the clock, as {@link System#nanoTime} */
    static RateLimiter of(Listener listener, LongSupplier nanoTime) {
        return new RateLimiter(
                listener.limits().rate(), listener.limits().perClientRate(), Optional.of(listener.name()), nanoTime);
    }

    /** Takes a token from the bucket of all clients. Returns false if there is none. */
    boolean take() {
        if (rate == 0) {
            return true;
        }
        long now = now();
        long before = full.get();
        while (mayTake(before, now, rate)) {
            long seen = full.compareAndExchange(before, after(before, now, rate));
            if (seen == before) {
                return true;
            }
            before = seen;
        }
        return false;
    }

    /** Returns the token of a connection that did not begin. */
    void giveBack() {
        if (rate > 0) {
            full.addAndGet(-SECOND / rate);
        }
    }

    /**
     * A client waits because of the rate limit of all clients.
     *
     * @param first whether it was just accepted
     */
    void waits(boolean first) {
        if (first) {
            exceeded.reached();
        } else {
            exceeded.stillReached();
        }
    }

    /** Takes a token from the bucket of this client. Returns false if there is none. */
    boolean take(InetAddress client) {
        if (perClient == 0) {
            return true;
        }
        long now = now();
        boolean[] taken = new boolean[1];
        clients.compute(ClientNetwork.of(client), (network, known) -> {
            long before = known == null ? now : known;
            taken[0] = mayTake(before, now, perClient);
            return taken[0] ? Long.valueOf(after(before, now, perClient)) : known;
        });
        if (!taken[0]) {
            clientExceeded.reached();
        }
        return taken[0];
    }

    private long now() {
        return nanoTime.getAsLong() - start;
    }

    private static boolean mayTake(long full, long now, int rate) {
        return full - now <= SECOND - SECOND / rate;
    }

    private static long after(long full, long now, int rate) {
        return Math.max(full, now) + SECOND / rate;
    }

    /** Logs rates that are not exceeded any more, and forgets clients whose buckets are full. By one thread. */
    void sweep() {
        exceeded.sweep();
        clientExceeded.sweep();
        long now = now();
        if (now - swept >= SECOND) {
            swept = now;
            clients.values().removeIf(full -> full <= now);
        }
    }

    /** How many clients it remembers. */
    int clients() {
        return clients.size();
    }

    /** How near the rates that are limited are. */
    List<ProxyStatus.LimitStatus> status() {
        List<ProxyStatus.LimitStatus> status = new ArrayList<>();
        long now = now();
        if (rate > 0) {
            status.add(new ProxyStatus.LimitStatus(
                    "limits.rate", Optional.empty(), listener, used(full.get(), now, rate), rate, exceeded.times()));
        }
        if (perClient > 0) {
            long most = clients.values().stream()
                    .mapToLong(full -> used(full, now, perClient))
                    .max()
                    .orElse(0);
            status.add(new ProxyStatus.LimitStatus(
                    "limits.per-client-rate", Optional.empty(), listener, most, perClient, clientExceeded.times()));
        }
        return status;
    }

    private static long used(long full, long now, int rate) {
        return Math.max(0, Math.ceilDiv(full - now, SECOND / rate));
    }
}
