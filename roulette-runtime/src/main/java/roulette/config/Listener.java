package roulette.config;

import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;

/**
 * A {@code [[listeners]]} table: where connections are accepted, and who decides about them.
 *
 * @param name in logs and metrics; differs from that of every other listener
 * @param host a name or an address without brackets; empty for all interfaces
 * @param port 0 for any free one
 * @param router the name of a router or of a {@link RouterTable}
 * @param acceptProxy the networks whose connections begin with a header of the PROXY protocol
 * @param sendProxy the header that targets are sent
 * @param sharePort whether other processes may listen there, too
 * @param where the router is named
 */
public record Listener(
        String name,
        String host,
        int port,
        String router,
        List<Network> acceptProxy,
        Optional<ProxyProtocol> sendProxy,
        boolean sharePort,
        Position where) {}
