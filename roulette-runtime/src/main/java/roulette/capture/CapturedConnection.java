package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * What the client of one TCP connection said first.
 *
 * @param client who opened the connection
 * @param server who was called
 * @param bytes from the client's first byte on, read-only, at most as many as were asked for
 * @param ended whether these are all: the client ended its side after them
 * @param full whether there are just as many as were asked for, so that more may follow
 * @param gap whether something that came next is not in the capture
 * @param turns the places in these bytes before which the client had heard more of the server, in order; the first is 0
 *     where the server spoke first
 * @param midway whether the capture has no beginning of this connection, so that these bytes are not its first
 */
public record CapturedConnection(
        InetSocketAddress client,
        InetSocketAddress server,
        ByteBuffer bytes,
        boolean ended,
        boolean full,
        boolean gap,
        List<Integer> turns,
        boolean midway) {
    public CapturedConnection {
        turns = List.copyOf(turns);
    }

    /** A new view, so that moving its position harms nobody. */
    @Override
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }
}
