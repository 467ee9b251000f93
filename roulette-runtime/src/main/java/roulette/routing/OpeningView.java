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
 * @param due the deadline of the call, by {@link System#nanoTime}
 */
public record OpeningView(
        ConnectionData connection, ByteBuffer readOnly, boolean ended, boolean full, int replies, long due)
        implements Opening {
    /** Data of the connection. Constant during a router call, which may be on another thread. */
    public interface ConnectionData {
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

    /** Used for no deadline and for any longer time. */
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
        return connection.clientAddress();
    }

    @Override
    public InetSocketAddress local() {
        return connection.localAddress();
    }

    @Override
    public InetSocketAddress peer() {
        return connection.peerAddress();
    }

    @Override
    public String listener() {
        return connection.listener();
    }

    @Override
    public String id() {
        return connection.id();
    }

    @Override
    public Duration remaining() {
        return Duration.ofNanos(Math.max(0, due - System.nanoTime()));
    }

    @Override
    public <T> T state(Class<T> type, Supplier<? extends T> first) {
        return connection.routerState().get(type, first);
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return connection.tlvs().stream()
                .filter(tlv -> tlv.type() == type)
                .map(Tlv::value)
                .findFirst();
    }
}
