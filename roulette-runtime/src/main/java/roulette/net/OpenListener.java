package roulette.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import roulette.options.Listener;
import roulette.options.Timeouts;
import roulette.routing.RunningRouter;

/** A listener in use, with its timeouts, limits and counts. For any thread. */
final class OpenListener {
    final Listener listener;
    final RunningRouter router;
    final Timeouts timeouts;
    private final ConnectionLimiter proxy;
    private final ConnectionLimiter own;
    private final RateLimiter proxyRate;
    private final RateLimiter ownRate;
    private volatile InetSocketAddress address;
    private final LongAdder accepted = new LongAdder();

    /** @param address to bind */
    OpenListener(Listener listener, RunningRouter router, InetSocketAddress address, Shared shared) {
        this.listener = listener;
        this.router = router;
        this.address = address;
        timeouts = listener.timeouts().orElse(shared.timeouts());
        proxy = shared.limiter();
        own = ConnectionLimiter.of(listener);
        proxyRate = shared.rates();
        ownRate = RateLimiter.of(listener);
    }

    InetSocketAddress address() {
        return address;
    }

    /** @param to the bound address: port 0 was replaced by a free one */
    void bound(InetSocketAddress to) {
        address = to;
    }

    /**
     * Counts a connection, unless a limit of this listener or of the proxy is reached. Returns whether it was counted.
     *
     * @param first whether its client was just accepted
     */
    boolean enter(boolean first) {
        if (!own.enter()) {
            own.waits(first);
            return false;
        }
        if (!proxy.enter()) {
            own.leave();
            proxy.waits(first);
            return false;
        }
        if (!take(first)) {
            leave();
            return false;
        }
        accepted.increment();
        return true;
    }

    /** Takes a connection from the rates of this listener and of the proxy. */
    private boolean take(boolean first) {
        if (!ownRate.take()) {
            ownRate.waits(first);
            return false;
        }
        if (!proxyRate.take()) {
            ownRate.giveBack();
            proxyRate.waits(first);
            return false;
        }
        return true;
    }

    /** Takes a connection from the rates of a client. Returns false if they are exceeded. */
    boolean take(InetAddress client) {
        return ownRate.take(client) && proxyRate.take(client);
    }

    /** A connection has ended. */
    void leave() {
        own.leave();
        proxy.leave();
    }

    /** Counts a connection of a client, unless its limit is reached. Returns whether it was counted. */
    boolean enter(InetAddress client) {
        if (!own.enter(client)) {
            return false;
        }
        if (!proxy.enter(client)) {
            own.leave(client);
            return false;
        }
        return true;
    }

    /** A connection of a client that was counted has ended. */
    void leave(InetAddress client) {
        own.leave(client);
        proxy.leave(client);
    }

    /** Logs limits that are no longer reached. By one thread. */
    void sweep() {
        own.sweep();
        ownRate.sweep();
    }

    ProxyStatus.ListenerStatus status() {
        return new ProxyStatus.ListenerStatus(listener, address, own.live(), accepted.sum());
    }

    /** The usage of this listener's limits. */
    List<ProxyStatus.LimitStatus> limits() {
        return Stream.concat(own.status().stream().filter(limit -> limit.limit() > 0), ownRate.status().stream())
                .toList();
    }
}
