package roulette.net;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import roulette.options.Listener;
import roulette.routing.RunningRouter;

/** A listener in use, with its counts. For any thread. */
final class OpenListener {
    final Listener listener;
    final RunningRouter router;
    private volatile InetSocketAddress address;
    private final AtomicInteger open = new AtomicInteger();
    private final LongAdder accepted = new LongAdder();

    /** @param address to bind */
    OpenListener(Listener listener, RunningRouter router, InetSocketAddress address) {
        this.listener = listener;
        this.router = router;
        this.address = address;
    }

    InetSocketAddress address() {
        return address;
    }

    /** @param to the address that is bound: port 0 was replaced by one that was free */
    void bound(InetSocketAddress to) {
        address = to;
    }

    /** A connection begins. */
    void entered() {
        open.incrementAndGet();
        accepted.increment();
    }

    /** A connection has ended. */
    void left() {
        open.decrementAndGet();
    }

    ProxyStatus.ListenerStatus status() {
        return new ProxyStatus.ListenerStatus(listener, address, open.get(), accepted.sum());
    }
}
