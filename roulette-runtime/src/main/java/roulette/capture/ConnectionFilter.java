package roulette.capture;

import java.net.InetSocketAddress;
import java.util.function.BiPredicate;

/**
 * Which connections are wanted: the part of the language of tcpdump's filters that is about addresses and ports. The
 * client is the source, the server the destination.
 *
 * @see <a href="https://www.tcpdump.org/manpages/pcap-filter.7.html">pcap-filter</a>
 */
public final class ConnectionFilter {
    /** Every connection. */
    public static final ConnectionFilter ALL = new ConnectionFilter((client, server) -> true);

    private final BiPredicate<InetSocketAddress, InetSocketAddress> wanted;

    private ConnectionFilter(BiPredicate<InetSocketAddress, InetSocketAddress> wanted) {
        this.wanted = wanted;
    }

    /**
     * Reads a filter such as {@code dst port 443 and not src net 10.0.0.0/8}.
     *
     * @throws IllegalArgumentException with a message that says what is wrong, and where
     */
    public static ConnectionFilter parse(String text) {
        return new ConnectionFilter(new FilterReader(text).read());
    }

    /** The connections to this port, of those that this one wants. */
    public ConnectionFilter toPort(int port) {
        return new ConnectionFilter(wanted.and((client, server) -> server.getPort() == port));
    }

    boolean wants(InetSocketAddress client, InetSocketAddress server) {
        return wanted.test(client, server);
    }
}
