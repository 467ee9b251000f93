package roulette.net;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import roulette.api.Opening;

/** An opening as a router sees it during one call. */
record OpeningView(
        InetSocketAddress client,
        InetSocketAddress local,
        String listener,
        ByteBuffer readOnly,
        boolean ended,
        int replies)
        implements Opening {
    @Override
    public ByteBuffer bytes() {
        return readOnly.duplicate();
    }
}
