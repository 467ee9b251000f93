package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * A TCP segment.
 *
 * @param sequence the sequence number of its first byte
 * @param payload the captured part of its data
 * @param length the real length of its data
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

    boolean isSyn() {
        return (flags & (SYN | ACK)) == SYN;
    }

    boolean isSynAck() {
        return (flags & (SYN | ACK)) == (SYN | ACK);
    }

    /** Whether its acknowledgement number is valid. */
    boolean isAck() {
        return (flags & ACK) != 0;
    }

    boolean isFin() {
        return (flags & FIN) != 0;
    }

    boolean isReset() {
        return (flags & RST) != 0;
    }

    boolean isTruncated() {
        return payload.remaining() < length;
    }
}
