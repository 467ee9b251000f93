package roulette.routing;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import roulette.api.Opening;
import roulette.proxyprotocol.Tlv;

/**
 * An opening as a router sees it during one call.
 *
 * @param due when the call must be back, by {@link System#nanoTime}
 */
public record OpeningView(Caller caller, ByteBuffer readOnly, boolean ended, boolean full, int replies, long due)
        implements Opening {
    /** Who calls. Does not change any more once the router is asked, for that may be on another thread. */
    public interface Caller {
        InetSocketAddress clientAddress();

        InetSocketAddress localAddress();

        InetSocketAddress peerAddress();

        List<Tlv> tlvs();

        /** The listener's name. */
        String listener();

        /** Unique among all connections. */
        String id();

        RouterState routerState();
    }

    /** Instead of no deadline; what is farther off counts as this. */
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /**
     * The {@code due} of a call that begins now.
     *
     * @param time zero: without limit
     */
    public static long due(Duration time) {
        boolean limited = !time.isZero() && time.compareTo(FOREVER) < 0;
        return System.nanoTime() + (limited ? time : FOREVER).toNanos();
    }

    @Override
    public InetSocketAddress client() {
        return caller.clientAddress();
    }

    @Override
    public InetSocketAddress local() {
        return caller.localAddress();
    }

    @Override
    public InetSocketAddress peer() {
        return caller.peerAddress();
    }

    @Override
    public String listener() {
        return caller.listener();
    }

    @Override
    public String id() {
        return caller.id();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
    }

    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return caller.routerState().get(type, first);
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return caller.tlvs().stream()
                .filter(tlv -> tlv.type() == type)
                .map(Tlv::value)
                .findFirst();
    }
}
