package roulette.parsers.tls;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/**
 * The ClientHello, the first message of a TLS client, with the fields needed for routing. Reads any hello of SSL 3.0 to
 * TLS 1.3 (RFC 8446, section 4.1.2, and its predecessors), in any number of records, and that of SSL 2.0. GREASE values
 * (RFC 8701) are skipped.
 *
 * <p>A hello has up to 65535 bytes, plus 4 and 5 for each record. Usual ones have 200 to 600, and 1700 to 2500 with
 * post-quantum keys. The listener may set a lower limit for a client's opening bytes.
 *
 * <p>Malformed is what a server must refuse, and above all what could make a server read another name than this parser:
 * repeated extensions of those read here, two host names, contradictory lengths, empty records or other records in
 * between. Refuse it with {@link TlsAlert#decodeError()}.
 *
 * @param serverName the requested host (SNI, RFC 6066): in lower case, without a dot at its end, with only letters,
 *     digits, hyphens, underscores and dots; "" if not sent. International names are in DNS form ({@code xn--…}). IP
 *     addresses are forbidden here, but some clients send them: they are returned as sent, IPv6 with colons and without
 *     brackets. An invalid name ({@code host:443}, {@code [::1]}, a label of 64 bytes) is "", too
 * @param protocols the application protocols offered (ALPN, RFC 7301), for instance {@code h2}, {@code http/1.1}, in
 *     order of preference; empty if not sent. A name may have any bytes, each one character here
 * @param versions the known offered versions, highest first: {@code 1.3}, {@code 1.2}, {@code 1.1}, {@code 1.0}, {@code
 *     SSL 3.0}, {@code SSL 2.0}. A client without TLS 1.3 sends only its highest. Empty if none is known
 * @param encrypted whether the extension encrypted_client_hello (RFC 9849) is present, so there may be an inner hello
 *     with the real name; the outer name is the public one of the server that can decrypt it. Browsers also send the
 *     extension without an inner hello, which only that server can detect
 * @param ssl2 whether it has the format of SSL 2.0, in which clients once also offered later versions
 */
public record TlsHello(
        String serverName, List<String> protocols, List<String> versions, boolean encrypted, boolean ssl2) {
    public TlsHello {
        protocols = List.copyOf(protocols);
        versions = List.copyOf(versions);
    }

    /** The highest version offered, as in {@link #versions}; "" if none is known. */
    public String version() {
        return versions.isEmpty() ? "" : versions.getFirst();
    }

    /**
     * Reads the hello at the start of a connection. It starts with the bytes 16 03 or, in the format of SSL 2.0, with
     * 80 to 83 (hexadecimal). The first invalid byte makes it another protocol, or malformed if the bytes are certainly
     * TLS. Facts are returned once the whole hello has arrived; their length is that of its records, and later bytes
     * are ignored. Limits not set by any RFC: 65535 bytes of hello, 128 protocols, and 1023 bytes in the format of SSL
     * 2.0.
     */
    public static Reading<TlsHello> read(ByteBuffer bytes) {
        if (bytes.hasRemaining() && Ssl2Hello.begins(bytes.get(bytes.position()) & 0xff)) {
            return Ssl2Hello.read(bytes);
        }
        Fragments message = new Fragments(bytes);
        return message.isWhole() ? HelloBody.read(message) : message.answer();
    }
}
