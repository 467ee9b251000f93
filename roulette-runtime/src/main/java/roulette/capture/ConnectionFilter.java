package roulette.capture;

import java.net.InetSocketAddress;
import java.util.function.BiPredicate;

/**
 * Selects connections by the part of tcpdump's filter language that concerns addresses and ports. The client is the
 * source, the server the destination.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-filter.7.html">pcap-filter</a>
 */
public final class ConnectionFilter {
    /** Every connection. */
    public static final ConnectionFilter ALL = new ConnectionFilter((client, server) -> true);

    private final BiPredicate<InetSocketAddress, InetSocketAddress> predicate;

    private ConnectionFilter(BiPredicate<InetSocketAddress, InetSocketAddress> predicate) {
        this.predicate = predicate;
    }

    /**
     * Reads a filter such as {@code dst port 443 and not src net 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException with a message that says what is wrong, and where
     */
    public static ConnectionFilter parse(String text) {
        return new ConnectionFilter(new FilterReader(text).read());
    }

    /** This filter, limited to connections to this port. */
    public ConnectionFilter toPort(int port) {
        return new ConnectionFilter(predicate.and((client, server) -> server.getPort() == port));
    }

    boolean selects(InetSocketAddress client, InetSocketAddress server) {
        return predicate.test(client, server);
    }
}
