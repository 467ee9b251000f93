package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * The stream header, which a client or server sends first to an XMPP server (RFC 6120, section 4.7); it may follow an
 * XML declaration and white space.
 *
 * <pre>{@code
 * <?xml version='1.0'?>
 * <stream:stream to='example.com' from='juliet@im.example.com' version='1.0'
 *     xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>
 * }</pre>
 *
 * <p>It must be UTF-8 without a byte order mark and comments, and end within {@value #MAX_LENGTH} bytes. Only the
 * attributes for these facts are read.
 *
 * @param to the host, in lower case without a dot at its end; names may have any letters, as Unicode or as {@code
 *     xn--}; empty if not sent
 * @param from the sender, as sent and not authenticated; no control characters; empty if not sent
 * @param server whether the sender is a server, not a client
 */
public record XmppStream(String to, String from, boolean server) {
    /** The maximum length up to the end of the stream header, in bytes. */
    public static final int MAX_LENGTH = 10_000;

    /** Reads the stream header. */
    public static Reading<XmppStream> read(ByteBuffer bytes) {
        return StreamHeader.read(bytes);
    }
}
