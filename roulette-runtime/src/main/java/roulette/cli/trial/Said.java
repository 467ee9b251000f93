package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * What a client says.
 *
 * @param bytes read-only
 * @param total how many it really said, where these are only the first of them
 * @param more whether it may have said still more than that
 * @param ended whether it then ends its side
 * @param gap whether what came next is not known
 * @param turns the places in these bytes before which it has heard the server, in order
 * @param midway whether it has said more before these bytes, which is not known
 */
public record Said(
        ByteBuffer bytes, long total, boolean more, boolean ended, boolean gap, List<Integer> turns, boolean midway) {
    public Said {
        bytes = bytes.slice().asReadOnlyBuffer();
        turns = List.copyOf(turns);
    }

    /** Of a client that waits for nobody. */
    public Said(ByteBuffer bytes, long total, boolean more, boolean ended, boolean gap) {
        this(bytes, total, more, ended, gap, List.of(), false);
    }

    /** All of it, from a client that waits for nobody. */
    Said atOnce() {
        return new Said(bytes, total, more, ended, gap, List.of(), midway);
    }

    /** Whether it waited for the server to speak. */
    boolean serverFirst() {
        return !turns.isEmpty() && turns.getFirst() == 0;
    }

    /** How much it says before it waits, when it has heard so many replies of the router and nothing of a server. */
    int after(int replies) {
        return replies < turns.size() ? turns.get(replies) : size();
    }

    int size() {
        return bytes.limit();
    }
}
