package roulette.proxyprotocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the PROXY protocol's header, of either version, from the first bytes of a connection (sections 2.1 and 2.2).
 *
 * <p>It never guesses whether there is a header: a connection that begins with anything else is {@link
 * ProxyHeader.Invalid}, as section 2 demands. It says so with the first byte that tells, and says {@link
 * ProxyHeader.NeedMore} for as long as the bytes can still become a header.
 *
 * <p>An IPv6 address that stands for an IPv4 one ({@code ::ffff:192.0.2.1}) becomes that IPv4 address, as everywhere in
 * Java. No name is ever looked up.
 */
public final class HeaderReader {
    /** The longest version 2 header that is read if nothing else is said. */
    public static final int MAXIMUM = 4096;

    private static final ProxyHeader NEED_MORE = new ProxyHeader.NeedMore();

    private HeaderReader() {}

    /** Reads a header of at most {@link #MAXIMUM} bytes. */
    public static ProxyHeader read(ByteBuffer bytes) {
        return read(bytes, MAXIMUM);
    }

    /**
     * Reads a header.
     *
     * @param bytes all that has come, from index 0 to the limit; neither its position nor anything else of it changes
     * @param maximum how long a header of version 2 may be in all; one that says it is longer is invalid before any
     *     more of it has come. A header of version 1 is at most 107 bytes long anyway.
     */
    public static ProxyHeader read(ByteBuffer bytes, int maximum) {
        try {
            Optional<ProxyHeader.Header> header = Prefix.fits(bytes, BinaryReader.SIGNATURE)
                    ? BinaryReader.read(bytes, maximum)
                    : TextReader.read(bytes);
            return header.isPresent() ? header.get() : NEED_MORE;
        } catch (MalformedException e) {
            return new ProxyHeader.Invalid(e.reason());
        }
    }
}
