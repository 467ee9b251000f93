package roulette.net;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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

    /** How long the addresses of this machine are cached, as reading them takes several system calls. */
    private static final Duration KEPT = Duration.ofSeconds(10);

    private record Bound(String listener, InetSocketAddress address) {}

    /** @param read the time of reading, by {@link System#nanoTime} */
    private record Machine(Set<InetAddress> addresses, long read) {}

    private final Supplier<Set<InetAddress>> addresses;
    private final LongSupplier nanoTime;

    /** Null until first used. */
    private volatile @Nullable Machine machine;

    /** An array, as it is searched for each connect to a target. */
    private volatile Bound[] all = {};

    OwnListeners() {
        this(OwnListeners::addressesOfThisMachine, System::nanoTime);
    }

    /**
     * @param addresses of this machine
     * @param nanoTime the clock, as {@link System#nanoTime}
     */
    OwnListeners(Supplier<Set<InetAddress>> addresses, LongSupplier nanoTime) {
        this.addresses = addresses;
        this.nanoTime = nanoTime;
    }

    /** @throws ListenException if the host of one can't be resolved */
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

    private boolean receives(InetAddress bound, InetAddress host) {
        InetAddress to = host.isAnyLocalAddress() ? loopback(host) : host;
        if (!bound.isAnyLocalAddress()) {
            return bound.equals(to);
        }
        // 0.0.0.0 listens on the addresses of IPv4, :: on those of both.
        return (bound instanceof Inet6Address || to instanceof Inet4Address)
                && (to.isLoopbackAddress() || isOfThisMachine(to));
    }

    /** Where connections to {@code 0.0.0.0} or {@code ::} go. */
    private static InetAddress loopback(InetAddress any) {
        byte[] address = any.getAddress();
        address[0] = (byte) (address.length == 4 ? 127 : 0);
        address[address.length - 1] = 1;
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private boolean isOfThisMachine(InetAddress host) {
        Machine known = machine;
        long now = nanoTime.getAsLong();
        if (known == null || now - known.read > KEPT.toNanos()) {
            known = new Machine(addresses.get(), now);
            machine = known;
        }
        return known.addresses.contains(host);
    }

    private static Set<InetAddress> addressesOfThisMachine() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .collect(Collectors.toUnmodifiableSet());
        } catch (SocketException e) {
            LOG.debug("the addresses of this machine are not known", e);
            return Set.of();
        }
    }
}
