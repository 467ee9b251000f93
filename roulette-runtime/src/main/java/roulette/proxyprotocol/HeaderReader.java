package roulette.proxyprotocol;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads the PROXY protocol's header, of either version, from the first bytes of a connection (sections 2.1 and 2.2).
 *
 * <p>It never guesses whether there is a header: a connection that starts with anything else is
 * {@link ProxyHeader.Invalid}, as section 2 demands. The result is {@link ProxyHeader.NeedMore} as long as the bytes
 * can still become a header, and {@code Invalid} from the first byte that rules that out.
 *
 * <p>An IPv4-mapped IPv6 address ({@code ::ffff:192.0.2.1}) becomes the IPv4 address, as everywhere in Java. No name is
 * ever looked up.
 */
public final class HeaderReader {
    /** The longest version 2 header that is read by default. */
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
     * @param bytes all received bytes, from index 0 to the limit; the buffer is not changed
     * @param maximum the greatest total length of a version 2 header; a header that announces more is invalid at once.
     *     A version 1 header has at most 107 bytes anyway.
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
