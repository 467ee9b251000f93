package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;

/**
 * What the client of one TCP connection said first.
 *
 * @param client who opened the connection
 * @param server who was called
 * @param bytes from the client's first byte on, read-only, at most as many as were asked for
 * @param ended whether these are all: the client ended its side after them
 * @param full whether there are just as many as were asked for, so that more may follow
 * @param gap whether something that came next is not in the capture
 */
public record CapturedConnection(
        InetSocketAddress client,
        InetSocketAddress server,
        ByteBuffer bytes,
        boolean ended,
        boolean full,
        boolean gap) {
    /** A new view, so that moving its position harms nobody. */
    @Override
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }
}
