package roulette.cli.trial;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * The listener, addresses and TLVs of a simulated connection.
 *
 * @param listener the listener's name
 * @param client the client's address, resolved
 * @param local the address that the client connected to, resolved
 * @param tlvs TLVs of the PROXY protocol, by their type
 */
public record ConnectionInfo(
        String listener, InetSocketAddress client, InetSocketAddress local, Map<Integer, ByteBuffer> tlvs) {
    public ConnectionInfo {
        tlvs = Map.copyOf(tlvs);
    }
}
