package roulette.parsers.tls;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/**
 * The hello of SSL 2.0, in which clients once also offered later versions (RFC 5246, appendix E.2). It has no host.
 *
 * <pre>
 * length(2) 01 version(2) cipherSpecs(2) sessionId(2) challenge(2), then these three, with those lengths
 * </pre>
 *
 * The highest bit of the length is set. Cipher specs have 3 bytes each, a session id has 0 or 16 and a challenge 16 to
 * 32; a hello of 1024 bytes or more would have over 300 cipher specs and is treated as another protocol.
 */
final class Ssl2Hello {
    private static final int CLIENT_HELLO = 1;
    private static final int LENGTH = 2;
    private static final int HEADER = LENGTH + 9;
    private static final int CIPHER_SPEC = 3;
    private static final int SHORTEST = 9 + CIPHER_SPEC + 16;
    private static final int LONGEST = 1023;

    private Ssl2Hello() {}

    /** Whether the first byte can start such a hello. */
    static boolean begins(int first) {
        return first >= 0x80 && first <= (0x80 | LONGEST >> 8);
    }

    static Reading<TlsHello> read(ByteBuffer bytes) {
        int from = bytes.position();
        int has = bytes.remaining();
        if (has > 1 && u15(bytes, from) < SHORTEST
                || has > 2 && bytes.get(from + 2) != CLIENT_HELLO
                || has > 3 && bytes.get(from + 3) != 3 && bytes.get(from + 3) != 0
                || has > 4 && bytes.get(from + 3) == 0 && bytes.get(from + 4) != 2) {
            return Flaw.OTHER_PROTOCOL.answer();
        }
        if (has < HEADER) {
            return Reading.partial();
        }
        int cipherSpecs = u16(bytes, from + 5);
        int sessionId = u16(bytes, from + 7);
        int challenge = u16(bytes, from + 9);
        int length = u15(bytes, from);
        if (9 + cipherSpecs + sessionId + challenge != length) {
            return Flaw.OTHER_PROTOCOL.answer();
        }
        if (cipherSpecs % CIPHER_SPEC != 0
                || cipherSpecs == 0
                || sessionId != 0 && sessionId != 16
                || challenge < 16
                || challenge > 32) {
            return Flaw.SSL2_LENGTHS.answer();
        }
        if (has < LENGTH + length) {
            return Reading.partial();
        }
        List<String> versions = Versions.ssl2(u16(bytes, from + 3));
        return Reading.facts(new TlsHello("", List.of(), versions, false, true), LENGTH + length);
    }

    private static int u15(ByteBuffer bytes, int index) {
        return u16(bytes, index) & 0x7fff;
    }

    private static int u16(ByteBuffer bytes, int index) {
        return (bytes.get(index) & 0xff) << 8 | bytes.get(index + 1) & 0xff;
    }
}
