package roulette.cli.trial;

import java.nio.ByteBuffer;

/**
 * What a client says.
 *
 * @param bytes read-only
 * @param total how many it really said, where these are only the first of them
 * @param more whether it may have said still more than that
 * @param ended whether it then ends its side
 * @param gap whether what came next is not known
 */
public record Said(ByteBuffer bytes, long total, boolean more, boolean ended, boolean gap) {
    public Said {
        bytes = bytes.slice().asReadOnlyBuffer();
    }

    int size() {
        return bytes.limit();
    }
}
