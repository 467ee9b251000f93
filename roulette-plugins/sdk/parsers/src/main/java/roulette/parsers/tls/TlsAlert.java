package roulette.parsers.tls;

/**
 * TLS's refusals: fatal alerts (RFC 8446, section 6.2), each a whole record, for a client whose ClientHello was not
 * answered yet. Their version is 3.3, as in nginx and OpenSSL at this point, whatever the client offered. The caller
 * owns the returned array.
 */
public final class TlsAlert {
    private static final byte ALERT = 0x15;
    private static final byte FATAL = 2;

    private TlsAlert() {}

    /** The requested server name is unknown (112). */
    public static byte[] unrecognizedName() {
        return fatal(112);
    }

    /** None of the client's protocols (ALPN) is supported (120). */
    public static byte[] noApplicationProtocol() {
        return fatal(120);
    }

    /** None of the client's TLS versions is supported (70). */
    public static byte[] protocolVersion() {
        return fatal(70);
    }

    /** The client's message can't be decoded (50). */
    public static byte[] decodeError() {
        return fatal(50);
    }

    /** No acceptable parameters, or refused by policy (40). */
    public static byte[] handshakeFailure() {
        return fatal(40);
    }

    /** An error unrelated to the client, for instance no server can be reached (80). */
    public static byte[] internalError() {
        return fatal(80);
    }

    private static byte[] fatal(int description) {
        return new byte[] {ALERT, 3, 3, 0, 2, FATAL, (byte) description};
    }
}
