package roulette.config;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.text.Addresses;

/** The addresses of the listeners read so far. For one thread. */
final class ClaimedAddresses {
    /** @param address null for a name that is not looked up here */
    private record Claim(Bind bind, @Nullable InetAddress address, boolean shared, Place place) {
        boolean same(Bind other, @Nullable InetAddress otherAddress) {
            return address != null
                    ? address.equals(otherAddress)
                    : otherAddress == null && lower(bind).equals(lower(other));
        }

        boolean overlaps(@Nullable InetAddress other) {
            return includes(address, other) || includes(other, address);
        }
    }

    private final List<Claim> claims = new ArrayList<>();

    /** What is wrong with this address, if an earlier listener prevents listening on it. */
    Optional<String> claim(Bind bind, boolean shared, Place place) {
        InetAddress address = address(bind.host());
        for (Claim claim : claims) {
            if (bind.port() == 0 || claim.bind.port() != bind.port()) {
                continue;
            }
            String by = "the listener of " + claim.place;
            if (claim.same(bind, address)) {
                return Optional.of("\"" + bind.text() + "\" is taken by " + by + "; write another");
            }
            // The system permits it where both share the port: the listener with the narrower address gets its clients.
            if (claim.overlaps(address) && !(shared && claim.shared)) {
                return Optional.of("\"" + bind.text() + "\" overlaps \"" + claim.bind.text() + "\" of " + by
                        + "; write another port");
            }
        }
        claims.add(new Claim(bind, address, shared, place));
        return Optional.empty();
    }

    /** Sockets of {@code ::} receive the clients of IPv4, too. */
    private static boolean includes(@Nullable InetAddress all, @Nullable InetAddress other) {
        return all != null && all.isAnyLocalAddress() && (all instanceof Inet6Address || other instanceof Inet4Address);
    }

    private static @Nullable InetAddress address(String host) {
        if (!host.isEmpty() && !host.equalsIgnoreCase("localhost") && !Addresses.isLiteral(literal(host))) {
            return null;
        }
        try {
            return InetAddress.getByName(host.isEmpty() ? "::" : host);
        } catch (UnknownHostException reportedWhenItIsOpened) {
            return null;
        }
    }

    private static String literal(String host) {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private static String lower(Bind bind) {
        return bind.host().toLowerCase(Locale.ROOT);
    }
}
