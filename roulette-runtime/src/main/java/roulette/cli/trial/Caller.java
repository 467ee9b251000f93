package roulette.cli.trial;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Map;

/**
 * Who calls, and where.
 *
 * @param listener the listener's name
 * @param client whose address is resolved
 * @param local the address that was called, resolved
 * @param tlvs further values of the PROXY protocol, by their type
 */
public record Caller(
        String listener, InetSocketAddress client, InetSocketAddress local, Map<Integer, ByteBuffer> tlvs) {
    public Caller {
        tlvs = Map.copyOf(tlvs);
    }
}
