package roulette.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Target;
import roulette.options.Listener;
import roulette.text.Addresses;

/**
 * The addresses that a proxy listens on. A target among them would send the proxy its own connections, each of which
 * opens another one, until the connection limit is reached. For any thread.
 */
public final class OwnListeners {
    private static final Logger LOG = LoggerFactory.getLogger(OwnListeners.class);

    private record Bound(String listener, InetSocketAddress address) {}

    /** An array, as it is looked through for each connection to a target. */
    private volatile Bound[] all = {};

    /** @throws ListenException if the host of one is not known */
    public static OwnListeners of(List<Listener> listeners) throws ListenException {
        OwnListeners own = new OwnListeners();
        for (Listener listener : listeners) {
            own.add(listener.name(), Listening.address(listener));
        }
        return own;
    }

    synchronized void add(String listener, InetSocketAddress address) {
        Bound[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = new Bound(listener, address);
        all = more;
    }

    /** The same for a target, if its host is an IP address or {@code localhost}; other names are not looked up. */
    public Optional<String> at(Target.Address target) {
        if (!target.host().equals("localhost") && !Addresses.isLiteral(target.toString())) {
            return Optional.empty();
        }
        try {
            return at(InetAddress.getByName(target.host()), target.port());
        } catch (UnknownHostException e) {
            LOG.debug("target {}", target, e);
            return Optional.empty();
        }
    }

    /** The name of the listener that gets the connections to this address. */
    public Optional<String> at(InetAddress host, int port) {
        for (Bound bound : all) {
            if (bound.address.getPort() == port && receives(bound.address.getAddress(), host)) {
                return Optional.of(bound.listener);
            }
        }
        return Optional.empty();
    }

    private static boolean receives(InetAddress bound, InetAddress host) {
        return bound.isAnyLocalAddress() ? isOfThisMachine(host) : bound.equals(host);
    }

    private static boolean isOfThisMachine(InetAddress host) {
        if (host.isLoopbackAddress() || host.isAnyLocalAddress()) {
            return true;
        }
        try {
            return NetworkInterface.getByInetAddress(host) != null;
        } catch (SocketException e) {
            LOG.debug("the addresses of this machine are not known", e);
            return false;
        }
    }
}
