package roulette.parsers.tls;

import java.nio.ByteBuffer;
import java.util.List;
import roulette.parsers.Reading;

/**
 * What a TLS client says first, its ClientHello, as far as it tells where to go. Read from any hello of SSL 3.0 to TLS
 * 1.3 (RFC 8446, section 4.1.2, and those before it), in as many records as it comes in, and from that of SSL 2.0.
 * Values that stand for nothing (GREASE, RFC 8701) are not among the facts.
 *
 * <p>A hello has up to 65535 bytes, plus 4 and 5 for each record. Usual ones have 200 to 600, and 1700 to 2500 with keys
 * against quantum computers. The listener may set a lower limit to all that a client says before it is routed.
 *
 * <p>Malformed is what a server has to refuse, and above all what could make it see another name than this reader does:
 * one of the extensions that are read here twice, two host names, lengths that contradict each other, empty records or
 * others in between. {@link TlsAlert#decodeError()} is the answer.
 *
 * @param serverName the host that the client wants to reach (SNI, RFC 6066): in lower case, without a dot at its end,
 *     with nothing but letters, digits, hyphens, underscores and dots; "" where the client does not say. International
 *     names come as they are in the DNS ({@code xn--…}). IP addresses are forbidden here, yet some clients send them:
 *     they stand as they came, IPv6 ones with colons and without brackets. A name that no host can have ({@code
 *     host:443}, {@code [::1]}, a label of 64 bytes) is "", too
 * @param protocols what the client would like to talk (ALPN, RFC 7301), for instance {@code h2}, {@code http/1.1};
 *     what it likes most comes first; empty where it does not say. Such a name may be any bytes, each one character here
 * @param versions the known ones of those offered, the highest first: {@code 1.3}, {@code 1.2}, {@code 1.1},
 *     {@code 1.0}, {@code SSL 3.0}, {@code SSL 2.0}. A client that does not know TLS 1.3 names its highest only. Empty
 *     where none is known
 * @param encrypted whether the extension encrypted_client_hello (RFC 9849) is there, so that there may be another hello
 *     inside with the name that is really meant; the name here is the public one of whoever can decrypt it. Browsers
 *     send it with nothing inside, too, and nobody else can tell
 * @param ssl2 whether it has the format of SSL 2.0, which later versions were once offered in, too
 */
public record TlsHello(
        String serverName, List<String> protocols, List<String> versions, boolean encrypted, boolean ssl2) {
    public TlsHello {
        protocols = List.copyOf(protocols);
        versions = List.copyOf(versions);
    }

    /** The highest version offered, as in {@link #versions}; "" where none is known. */
    public String version() {
        return versions.isEmpty() ? "" : versions.getFirst();
    }

    /**
     * Reads the hello at the beginning of a connection. It begins with the bytes 16 03 or, in the format of SSL 2.0, with
     * 80 to 83 (hexadecimal), and the first byte that can't be there makes it another protocol; malformed is what is
     * certainly TLS by then. Facts are given when the
     * whole hello has come; their length is that of its records, and what follows is not looked at. The only bounds that
     * no RFC sets are 65535 bytes of hello, 128 protocols, and 1023 bytes in the format of SSL 2.0.
     */
    public static Reading<TlsHello> read(ByteBuffer bytes) {
        if (bytes.hasRemaining() && Ssl2Hello.begins(bytes.get(bytes.position()) & 0xff)) {
            return Ssl2Hello.read(bytes);
        }
        Fragments message = new Fragments(bytes);
        return message.isWhole() ? HelloBody.read(message) : message.answer();
    }
}
