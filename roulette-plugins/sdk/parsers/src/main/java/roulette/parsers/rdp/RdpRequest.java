package roulette.parsers.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import roulette.parsers.Reading;

/**
 * What a client of Remote Desktop says first: the X.224 Connection Request (MS-RDPBCGR, section 2.2.1.1; X.224, section
 * 13.3) in a TPKT (T.123, section 8).
 *
 * <pre>
 * TPKT         03 00 length(2)                                       of all, 11 to 259
 * request      length(1) E. destination(2) source(2) class(1)        the length without itself
 * line         Cookie: mstshash=USER CR LF                           or a routing token and CR LF, or neither
 * negotiation  01 flags(1) 0800 protocols(4)                         optional; little-endian
 * correlation  06 00 2400 id(16) reserved(16)                        only behind a negotiation whose flags announce it
 * </pre>
 *
 * <p>Nothing here is proved: a client can claim any user, and make up any routing token.
 *
 * @param user the user's name as the cookie has it, which clients cut after nine characters, and which may have a domain
 *     before a backslash; each byte is the character of the same number, as no client says in which code page it writes;
 *     no ASCII control characters; empty where there is no cookie
 * @param routingToken the whole line that is no such cookie, as it was sent, in visible ASCII and spaces, such as
 *     {@code "Cookie: msts=3640205228.15629.0000"}; empty where there is none
 * @param server where the routing token wants to go, if it has the form of the example, which is 172.31.249.216:3389;
 *     only forward there after asking whether it is one of your servers
 * @param protocols the security protocols that the client offers, a bit for each {@link Security}; 0 where it can do
 *     with nothing but RDP's own
 */
public record RdpRequest(String user, String routingToken, Optional<InetSocketAddress> server, int protocols) {
    /** A security protocol that a client may offer (MS-RDPBCGR, section 2.2.1.1.1). */
    public enum Security {
        /** TLS. */
        TLS(1),
        /** CredSSP: a proof of who the user is, inside of TLS. */
        CREDSSP(2),
        /** RDSTLS, for clients that were redirected. */
        RDSTLS(4),
        /** CredSSP, with a word from the server that the user may come in. */
        CREDSSP_WITH_RESULT(8),
        /** An account of Microsoft Entra, inside of TLS. */
        ENTRA(16);

        private final int bit;

        Security(int bit) {
            this.bit = bit;
        }
    }

    /** Whether the client offers this. */
    public boolean offers(Security security) {
        return (protocols & security.bit) != 0;
    }

    /** Reads the request. */
    public static Reading<RdpRequest> read(ByteBuffer bytes) {
        return ConnectionRequest.read(bytes);
    }
}
