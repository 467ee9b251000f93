package roulette.net;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Predicate;
import roulette.api.ProxyProtocol;
import roulette.api.Router;

/**
 * One address to listen on, and who decides about the connections that come there.
 *
 * @param name what logs call it, unique
 * @param host a name or an address of this machine; empty for all of its addresses
 * @param port 0 to 65535; 0 for any that is free
 * @param routerName the router's name in the configuration, for logs
 * @param router configured, and closed by whoever made it after the proxy is closed
 * @param expectsHeader whose connections must begin with a header of the PROXY protocol; nobody else's may
 * @param sendsHeader the header that targets are sent, unless the router decides otherwise
 * @param sharesPort whether other processes may listen there, too, and get some of the clients
 */
public record Listener(
        String name,
        String host,
        int port,
        String routerName,
        Router router,
        Predicate<InetAddress> expectsHeader,
        Optional<ProxyProtocol> sendsHeader,
        boolean sharesPort) {
    /** Without the PROXY protocol, on a port of its own. */
    public Listener(String name, String host, int port, String routerName, Router router) {
        this(name, host, port, routerName, router, address -> false, Optional.empty(), false);
    }
}
