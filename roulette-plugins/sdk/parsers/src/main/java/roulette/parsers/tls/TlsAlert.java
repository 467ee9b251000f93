package roulette.parsers.tls;

/**
 * The words of TLS for "no": fatal alerts (RFC 8446, section 6.2), each a whole record, for a client whose ClientHello
 * was not answered yet. They say version 3.3 as nginx and OpenSSL do at this point, whatever the client offered. What is
 * returned belongs to the caller.
 */
public final class TlsAlert {
    private static final byte ALERT = 0x15;
    private static final byte FATAL = 2;

    private TlsAlert() {}

    /** Nobody here has the name that the client asked for (112). */
    public static byte[] unrecognizedName() {
        return fatal(112);
    }

    /** None of the client's protocols (ALPN) is spoken here (120). */
    public static byte[] noApplicationProtocol() {
        return fatal(120);
    }

    /** None of the client's versions of TLS is spoken here (70). */
    public static byte[] protocolVersion() {
        return fatal(70);
    }

    /** What the client said can't be read (50). */
    public static byte[] decodeError() {
        return fatal(50);
    }

    /** What the client offers is not enough to agree on (40). */
    public static byte[] handshakeFailure() {
        return fatal(40);
    }

    /** Not the client's fault, for instance no server can be reached (80). */
    public static byte[] internalError() {
        return fatal(80);
    }

    private static byte[] fatal(int description) {
        return new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) description};
    }
}
