package roulette.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import roulette.api.Opening;
import roulette.proxyprotocol.Tlv;

/**
 * An opening as a router sees it during one call.
 *
 * @param connection of which only what does not change any more is looked at, for a router may be on another thread
 */
record OpeningView(Connection connection, ByteBuffer readOnly, boolean ended, boolean full, int replies)
        implements Opening {
    @Override
    public InetSocketAddress client() {
        return connection.clientAddress();
    }

    @Override
    public InetSocketAddress local() {
        return connection.localAddress();
    }

    @Override
    public InetSocketAddress peer() {
        return connection.peerAddress;
    }

    @Override
    public String listener() {
        return connection.routing.listener().name();
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return connection.tlvs().stream()
                .filter(tlv -> tlv.type() == type)
                .map(Tlv::value)
                .findFirst();
    }
}
