package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * The bytes that a client sends.
 *
 * @param bytes read-only
 * @param total how many it sent, if {@code bytes} are only the first of them
 * @param more whether it may have sent more than {@code total}
 * @param ended whether EOF (FIN) follows
 * @param gap whether the bytes that follow are unknown
 * @param turns the offsets in these bytes before which it received data from the server, in order
 * @param midway whether it has sent unknown bytes before these
 */
public record ClientBytes(
        ByteBuffer bytes, long total, boolean more, boolean ended, boolean gap, List<Integer> turns, boolean midway) {
    public ClientBytes {
        bytes = bytes.slice().asReadOnlyBuffer();
        turns = List.copyOf(turns);
    }

    /** The bytes of a client that does not wait for the server. */
    public ClientBytes(ByteBuffer bytes, long total, boolean more, boolean ended, boolean gap) {
        this(bytes, total, more, ended, gap, List.of(), false);
    }

    /** The same bytes from a client that does not wait for the server. */
    ClientBytes atOnce() {
        return new ClientBytes(bytes, total, more, ended, gap, List.of(), midway);
    }

    /** Whether it waited for the server to send first. */
    boolean serverFirst() {
        return !turns.isEmpty() && turns.getFirst() == 0;
    }

    /** How many bytes it sends before it waits, after this number of the router's replies and no data of a server. */
    int after(int replies) {
        return replies < turns.size() ? turns.get(replies) : size();
    }

    int size() {
        return bytes.limit();
    }
}
