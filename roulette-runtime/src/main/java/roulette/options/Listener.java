package roulette.options;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;
import roulette.match.Network;

/**
 * One address to listen on, and who decides about the connections that come there.
 *
 * @param name what logs call it, unique
 * @param host a name or an address of this machine without brackets; empty for all of its addresses
 * @param port 0 to 65535; 0 for any that is free
 * @param router the router's name in the configuration
 * @param acceptProxy the networks whose connections begin with a header of the PROXY protocol; nobody else's may
 * @param sendProxy the header that targets are sent, unless the router decides otherwise
 * @param sharePort whether other processes may listen there, too, and get some of the clients
 */
public record Listener(
        String name,
        String host,
        int port,
        String router,
        List<Network> acceptProxy,
        Optional<ProxyProtocol> sendProxy,
        boolean sharePort) {
    public Listener {
        acceptProxy = List.copyOf(acceptProxy);
    }

    /** Whether connections from this address must begin with a header of the PROXY protocol. */
    public boolean expectsHeader(InetAddress peer) {
        return acceptProxy.stream().anyMatch(network -> network.contains(peer));
    }
}
