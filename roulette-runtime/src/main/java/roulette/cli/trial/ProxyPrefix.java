package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Detects the start of a PROXY protocol header. */
final class ProxyPrefix {
    private static final List<ByteBuffer> BEGINNINGS = List.of(
            StandardCharsets.US_ASCII.encode("PROXY "),
            HexBytes.parse("0d 0a 0d 0a 00 0d 0a 51 55 49 54 0a").asReadOnlyBuffer());

    private ProxyPrefix() {}

    static boolean begins(ByteBuffer bytes) {
        return BEGINNINGS.stream()
                .anyMatch(beginning -> bytes.remaining() >= beginning.remaining()
                        && bytes.slice(bytes.position(), beginning.remaining()).equals(beginning));
    }
}
