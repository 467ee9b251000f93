package roulette.options;

import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;
import roulette.match.Network;

/**
 * An address to listen on, and the router for its connections.
 *
 * @param name unique, for logs
 * @param host a local name or address, without brackets; empty for all addresses
 * @param port 0 to 65535; 0 for any that is free
 * @param router the router's name in the configuration
 * @param acceptProxy the networks whose connections must begin with a PROXY protocol header; connections from other
 *     addresses must not have one
 * @param sendProxy the PROXY protocol header sent to targets, unless the router decides otherwise
 * @param sharePort whether other processes may listen on the same port (SO_REUSEPORT) and share its clients
 * @param timeouts instead of the proxy's; if empty, those
 * @param limits for its connections, in addition to the proxy's
 * @param allow the networks whose clients are served; if empty, all are
 * @param deny the networks whose clients are not, even if {@code allow} has them
 */
public record Listener(
        String name,
        String host,
        int port,
        String router,
        List<Network> acceptProxy,
        Optional<ProxyProtocol> sendProxy,
        boolean sharePort,
        Optional<Timeouts> timeouts,
        ListenerLimits limits,
        NetworkSet allow,
        NetworkSet deny) {
    public Listener {
        acceptProxy = List.copyOf(acceptProxy);
    }

    /** One for all clients, without timeouts and limits of its own. */
    public Listener(
            String name,
            String host,
            int port,
            String router,
            List<Network> acceptProxy,
            Optional<ProxyProtocol> sendProxy,
            boolean sharePort) {
        this(
                name,
                host,
                port,
                router,
                acceptProxy,
                sendProxy,
                sharePort,
                Optional.empty(),
                ListenerLimits.NONE,
                NetworkSet.EMPTY,
                NetworkSet.EMPTY);
    }

    /** Whether this client is served. */
    public boolean admits(InetAddress client) {
        return (allow.isEmpty() || allow.contains(client)) && (deny.isEmpty() || !deny.contains(client));
    }

    /** Whether connections from this address must begin with a PROXY protocol header. */
    public boolean expectsHeader(InetAddress peer) {
        for (Network network : acceptProxy) {
            if (network.contains(peer)) {
                return true;
            }
        }
        return false;
    }
}
