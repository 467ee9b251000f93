package roulette.parsers.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import roulette.parsers.Reading;

/**
 * The first message of a Remote Desktop client: the X.224 Connection Request (MS-RDPBCGR, section 2.2.1.1; X.224,
 * section 13.3) in a TPKT (T.123, section 8).
 *
 * <pre>
 * TPKT         03 00 length(2)                                       of all, 11 to 259
 * request      length(1) E. destination(2) source(2) class(1)        the length without itself
 * line         Cookie: mstshash=USER CR LF                           or a routing token and CR LF, or neither
 * negotiation  01 flags(1) 0800 protocols(4)                         optional; little-endian
 * correlation  06 00 2400 id(16) reserved(16)                        only after a negotiation whose flags announce it
 * </pre>
 *
 * <p>Nothing here is authenticated: a client can send any user name and routing token.
 *
 * @param user the user name in the cookie, which clients cut to nine characters, and which may have a domain before a
 *     backslash; one character (U+0000 to U+00FF) per byte, because the code page is unknown; no ASCII control
 *     characters; empty if there is no cookie
 * @param routingToken a first line other than such a cookie, as sent, in visible ASCII and spaces, such as {@code
 *     "Cookie: msts=3640205228.15629.0000"}; empty if there is none
 * @param server the destination in the routing token, if it has the form of the example, which is 172.31.249.216:3389;
 *     forward there only after checking that it is one of your servers
 * @param protocols the security protocols the client offers, a bit for each {@link Security}; 0 for RDP's own security
 *     only
 */
public record RdpRequest(String user, String routingToken, Optional<InetSocketAddress> server, int protocols) {
    /** A security protocol that a client may offer (MS-RDPBCGR, section 2.2.1.1.1). */
    public enum Security {
        /** TLS. */
        TLS(1),
        /** CredSSP: user authentication inside TLS. */
        CREDSSP(2),
        /** RDSTLS, for clients that were redirected. */
        RDSTLS(4),
        /** CredSSP, with an authorization result from the server. */
        CREDSSP_WITH_RESULT(8),
        /** A Microsoft Entra account, inside TLS. */
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
