package roulette.routers.socks;

import java.net.InetAddress;
import roulette.match.Network;

/** One entry of the settings: allowed hosts and ports. */
sealed interface AllowRule {
    /** Whether this rule could allow any address to a client that requests the host. */
    boolean concerns(Host asked, int port);

    /** Whether a client that requests the host may be connected to this address, its own or one it resolves to. */
    boolean allows(Host asked, InetAddress address, int port);

    /**
     * Reads {@code example.com:443}, {@code *.example.com:80,443}, {@code 10.0.0.0/8:*}, {@code 10.1.2.3:8000-8100} or
     * {@code [2001:db8::]/32:443}.
     *
     * @throws IllegalArgumentException for anything else
     */
    static AllowRule parse(String entry) {
        int colon = entry.lastIndexOf(':');
        if (colon < 0 || entry.indexOf(']', colon) >= 0) {
            throw new IllegalArgumentException("has no ports: write host:443, or host:* for all of them");
        }
        String host = entry.substring(0, colon);
        Ports ports = Ports.parse(entry.substring(colon + 1));
        if (host.startsWith("[")) {
            return new ByNetwork(Network.parse(withoutBrackets(host)), ports);
        }
        if (host.indexOf(':') >= 0) {
            throw new IllegalArgumentException("write an IPv6 address in brackets, as in [::1]:443 or [fc00::]/7:443");
        }
        if (host.indexOf('/') >= 0) {
            return new ByNetwork(Network.parse(host), ports);
        }
        boolean below = host.startsWith("*.");
        return switch (Host.of(below ? host.substring(2) : host).orElse(null)) {
            case Host.Name name -> new ByName(name.name(), below, ports);
            case Host.Literal literal when !below -> new ByNetwork(Network.parse(literal.toString()), ports);
            case null, default ->
                throw new IllegalArgumentException("\"" + host + "\" is neither a name nor an address");
        };
    }

    private static String withoutBrackets(String host) {
        int end = host.indexOf(']');
        if (end < 0 || (end + 1 < host.length() && host.charAt(end + 1) != '/')) {
            throw new IllegalArgumentException("write an IPv6 address as in [::1]:443 or [fc00::]/7:443");
        }
        return host.substring(1, end) + host.substring(end + 1);
    }

    /**
     * A requested name, or all names below one. Does not allow {@linkplain ProtectedNetworks protected} addresses,
     * because they would be under the control of the name's DNS.
     *
     * @param below whether it means the names below, and not the name itself
     */
    record ByName(String name, boolean below, Ports ports) implements AllowRule {
        @Override
        public boolean concerns(Host asked, int port) {
            return asked instanceof Host.Name it
                    && (below ? it.name().endsWith("." + name) : it.name().equals(name))
                    && ports.contain(port);
        }

        @Override
        public boolean allows(Host asked, InetAddress address, int port) {
            return concerns(asked, port) && !ProtectedNetworks.contain(address);
        }
    }

    /**
     * A network, requested by address or by name. Allows {@linkplain ProtectedNetworks protected} addresses only if it
     * lies completely in a protected network: {@code 0.0.0.0/0} means the internet.
     */
    record ByNetwork(Network network, Ports ports) implements AllowRule {
        @Override
        public boolean concerns(Host asked, int port) {
            return switch (asked) {
                case Host.Name name -> ports.contain(port);
                case Host.Literal literal -> allows(asked, literal.address(), port);
            };
        }

        @Override
        public boolean allows(Host asked, InetAddress address, int port) {
            return ports.contain(port)
                    && network.contains(address)
                    && (ProtectedNetworks.contain(network) || !ProtectedNetworks.contain(address));
        }
    }
}
