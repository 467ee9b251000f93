package roulette.capture;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The first bytes that the client of one TCP connection sent.
 *
 * @param client the address that opened the connection
 * @param server the address it connected to
 * @param bytes from the client's first byte on, read-only, at most {@link Selection#limit}
 * @param ended whether these are all: the client sent FIN after them
 * @param full whether the limit was reached, so that more may follow
 * @param gap whether the bytes that follow are missing in the capture
 * @param turns the offsets in these bytes before which the client had received more of the server, in order; the first
 *     is 0 if the server sent first
 * @param midway whether the start of this connection was not captured, so that these bytes are not its first
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

    /** A new view with a position of its own. */
    @Override
    public ByteBuffer bytes() {
        return bytes.asReadOnlyBuffer();
    }
}
