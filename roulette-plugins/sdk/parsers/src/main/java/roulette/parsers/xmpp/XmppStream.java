package roulette.parsers.xmpp;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * What a client or a server says first to a server of XMPP: its stream header (RFC 6120, section 4.7), which may have an
 * XML declaration and white space before it.
 *
 * <pre>{@code
 * <?xml version='1.0'?>
 * <stream:stream to='example.com' from='juliet@im.example.com' version='1.0'
 *     xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>
 * }</pre>
 *
 * <p>It must be UTF-8 without a byte order mark, without comments, and have ended within {@value #MAX_LENGTH} bytes. Of
 * its attributes only those are looked at that make up these facts.
 *
 * @param to the host, in lower case without a dot at its end; names may have any letters, as Unicode or as
 *     {@code xn--}; empty where the header names none
 * @param from who calls, as it says and without proof; no control characters; empty where it does not say
 * @param server whether a server calls and not a client
 */
public record XmppStream(String to, String from, boolean server) {
    /** How many bytes may come until the stream header has ended. */
    public static final int MAX_LENGTH = 10_000;

    /** Reads the stream header. */
    public static Reading<XmppStream> read(ByteBuffer bytes) {
        return StreamHeader.read(bytes);
    }
}
