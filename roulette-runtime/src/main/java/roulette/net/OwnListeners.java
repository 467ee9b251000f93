package roulette.net;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.options.Listener;

/**
 * The addresses that a proxy listens on. A target among them would send the proxy its own connections, each of which
 * opens another one, until the connection limit is reached. For any thread.
 */
public final class OwnListeners {
    private static final Logger LOG = LoggerFactory.getLogger(OwnListeners.class);

    private final Map<String, InetSocketAddress> addresses;

    private OwnListeners(Map<String, InetSocketAddress> addresses) {
        this.addresses = addresses;
    }

    /** @throws ListenException if the host of one is not known */
    public static OwnListeners of(List<Listener> listeners) throws ListenException {
        Map<String, InetSocketAddress> addresses = new LinkedHashMap<>();
        for (Listener listener : listeners) {
            addresses.put(listener.name(), Listening.address(listener));
        }
        return new OwnListeners(addresses);
    }

    static OwnListeners bound(Map<String, InetSocketAddress> addresses) {
        return new OwnListeners(addresses);
    }

    /** The name of the listener that gets the connections to this address. */
    public Optional<String> at(InetAddress host, int port) {
        for (Map.Entry<String, InetSocketAddress> each : addresses.entrySet()) {
            InetSocketAddress address = each.getValue();
            if (address.getPort() == port && receives(address.getAddress(), host)) {
                return Optional.of(each.getKey());
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
