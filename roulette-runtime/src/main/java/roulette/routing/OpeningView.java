package roulette.routing;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import roulette.api.Opening;
import roulette.proxyprotocol.Tlv;

/** An opening as a router sees it during one call. */
public record OpeningView(Caller caller, ByteBuffer readOnly, boolean ended, boolean full, int replies)
        implements Opening {
    /** Who calls. Does not change any more once the router is asked, for that may be on another thread. */
    public interface Caller {
        InetSocketAddress clientAddress();

        InetSocketAddress localAddress();

        InetSocketAddress peerAddress();

        List<Tlv> tlvs();

        /** The listener's name. */
        String listener();
    }

    @Override
    public InetSocketAddress client() {
        return caller.clientAddress();
    }

    @Override
    public InetSocketAddress local() {
        return caller.localAddress();
    }

    @Override
    public InetSocketAddress peer() {
        return caller.peerAddress();
    }

    @Override
    public String listener() {
        return caller.listener();
    }

    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }

    @Override
    public Optional<ByteBuffer> tlv(int type) {
        return caller.tlvs().stream()
                .filter(tlv -> tlv.type() == type)
                .map(Tlv::value)
                .findFirst();
    }
}
