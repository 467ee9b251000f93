package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A packet of TCP.
 *
 * @param sequence the number of its first byte
 * @param payload what was captured of its bytes
 * @param length how many it really had
 */
record Segment(
        InetSocketAddress source,
        InetSocketAddress destination,
        int sequence,
        int acknowledged,
        int flags,
        ByteBuffer payload,
        int length) {
    private static final int FIN = 1;
    private static final int SYN = 2;
    private static final int RST = 4;
    private static final int ACK = 16;

    boolean opens() {
        return (flags & (SYN | ACK)) == SYN;
    }

    boolean acceptsOpening() {
        return (flags & (SYN | ACK)) == (SYN | ACK);
    }

    /** Whether the number that it acknowledges is one. */
    boolean acknowledges() {
        return (flags & ACK) != 0;
    }

    boolean ends() {
        return (flags & FIN) != 0;
    }

    boolean resets() {
        return (flags & RST) != 0;
    }

    boolean isShortened() {
        return payload.remaining() < length;
    }
}
