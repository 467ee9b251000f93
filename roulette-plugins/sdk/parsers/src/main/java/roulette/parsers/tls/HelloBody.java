package roulette.parsers.tls;

import java.util.List;
import roulette.parsers.Reading;

/**
 * Parses the body of a ClientHello (RFC 8446, section 4.1.2).
 *
 * <pre>
 * version(2) random(32)
 * length(1) session id            0 to 32 bytes
 * length(2) cipher suites         2 bytes each, at least one
 * length(1) compression methods   at least one
 * length(2) extensions            type(2) length(2) data; with their length they may be left out altogether
 * </pre>
 *
 * The extensions needed for routing are read, and must not be repeated; all others are skipped.
 */
final class HelloBody {
    private static final int RANDOM = 32;
    private static final int LONGEST_SESSION_ID = 32;
    private static final int EXTENSION_HEADER = 4;

    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int SUPPORTED_VERSIONS = 43;
    private static final int ENCRYPTED_CLIENT_HELLO = 0xfe0d;

    private static final int INNER = 1;

    private HelloBody() {}

    static Reading<TlsHello> read(Fragments in) {
        int version = in.u16();
        in.skip(RANDOM);
        return skipToExtensions(in) ? extensions(in, Versions.legacy(version)) : in.answer();
    }

    private static boolean skipToExtensions(Fragments in) {
        int sessionId = in.u8();
        if (sessionId > LONGEST_SESSION_ID || !in.has(sessionId + 2)) {
            return in.fail(Flaw.SESSION_ID, false);
        }
        in.skip(sessionId);
        int cipherSuites = in.u16();
        if (cipherSuites == 0 || cipherSuites % 2 != 0 || !in.has(cipherSuites + 1)) {
            return in.fail(Flaw.CIPHER_SUITES, false);
        }
        in.skip(cipherSuites);
        int compressionMethods = in.u8();
        if (compressionMethods == 0 || !in.has(compressionMethods)) {
            return in.fail(Flaw.COMPRESSION_METHODS, false);
        }
        in.skip(compressionMethods);
        return in.left() == 0 || in.has(2) && in.u16() == in.left() || in.fail(Flaw.EXTENSIONS, false);
    }

    private static Reading<TlsHello> extensions(Fragments in, List<String> legacy) {
        String serverName = "";
        List<String> protocols = List.of();
        List<String> versions = legacy;
        boolean encrypted = false;
        int seen = 0;
        while (in.left() > 0) {
            if (!in.has(EXTENSION_HEADER)) {
                return Flaw.EXTENSIONS.answer();
            }
            int type = in.u16();
            int length = in.u16();
            if (!in.has(length)) {
                return Flaw.EXTENSIONS.answer();
            }
            int bit = bit(type);
            if ((seen & bit) != 0) {
                return Flaw.EXTENSION_TWICE.answer();
            }
            seen |= bit;
            switch (type) {
                case SERVER_NAME -> serverName = ServerNames.read(in, length);
                case PROTOCOLS -> protocols = Protocols.read(in, length);
                case SUPPORTED_VERSIONS -> versions = Versions.read(in, length);
                case ENCRYPTED_CLIENT_HELLO -> encrypted = isOuter(in, length);
                default -> in.skip(length);
            }
            if (in.isFlawed()) {
                return in.answer();
            }
        }
        return Reading.facts(new TlsHello(serverName, protocols, versions, encrypted, false), in.length());
    }

    /** One bit for each extension that is read, 0 for the others. */
    private static int bit(int type) {
        return switch (type) {
            case SERVER_NAME -> 1;
            case PROTOCOLS -> 2;
            case SUPPORTED_VERSIONS -> 4;
            case ENCRYPTED_CLIENT_HELLO -> 8;
            default -> 0;
        };
    }

    /** Whether there is an inner hello; the extension of an inner hello has no payload (RFC 9849). */
    private static boolean isOuter(Fragments in, int length) {
        if (length == 1) {
            return in.u8() != INNER;
        }
        in.skip(length);
        return true;
    }
}
