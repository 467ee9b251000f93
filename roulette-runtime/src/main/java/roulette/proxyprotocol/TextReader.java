package roulette.proxyprotocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;

/**
 * Reads version 1: one line of text (section 2.1). Addresses are parsed at the end of the line, but an invalid byte is
 * refused at once.
 */
final class TextReader {
    /** The longest line, with its CRLF (section 2.1, "worst case"). */
    static final int MAXIMUM = 107;

    private static final byte[] TCP4 = ascii("PROXY TCP4 ");
    private static final byte[] TCP6 = ascii("PROXY TCP6 ");
    private static final byte[] UNKNOWN = ascii("PROXY UNKNOWN");

    private TextReader() {}

    /** Empty while the line is incomplete. */
    static Optional<Header> read(ByteBuffer bytes) throws MalformedException {
        if (Prefix.fits(bytes, TCP4)) {
            return addresses(bytes, TCP4.length, "0123456789. ", AddressText::ipv4);
        }
        if (Prefix.fits(bytes, TCP6)) {
            return addresses(bytes, TCP6.length, "0123456789abcdefABCDEF:. ", AddressText::ipv6);
        }
        if (Prefix.fits(bytes, UNKNOWN)) {
            return unknown(bytes);
        }
        throw new MalformedException("the connection does not begin with a PROXY protocol header");
    }

    private static Optional<Header> addresses(ByteBuffer bytes, int start, String alphabet, AddressText.Form form)
            throws MalformedException {
        int end = start;
        while (end < Math.min(bytes.limit(), MAXIMUM) && alphabet.indexOf(bytes.get(end)) >= 0) {
            end++;
        }
        if (!lineEndsAt(bytes, end)) {
            return Optional.empty();
        }
        byte[] line = new byte[end - start];
        bytes.get(start, line);
        String[] fields = new String(line, StandardCharsets.US_ASCII).split(" ", -1);
        if (fields.length != 4) {
            throw new MalformedException(
                    "the line does not have two addresses and two ports separated by single spaces");
        }
        return Optional.of(Header.of(
                ProxyProtocol.V1,
                end + 2,
                new InetSocketAddress(form.read(fields[0]), AddressText.port(fields[2])),
                new InetSocketAddress(form.read(fields[1]), AddressText.port(fields[3])),
                List.of()));
    }

    /** "The receiver must ignore anything presented before the CRLF is found." */
    private static Optional<Header> unknown(ByteBuffer bytes) throws MalformedException {
        int end = UNKNOWN.length;
        if (end < bytes.limit() && bytes.get(end) == ' ') {
            while (end < Math.min(bytes.limit(), MAXIMUM) && !canEndAt(bytes, end)) {
                end++;
            }
        }
        if (!lineEndsAt(bytes, end)) {
            return Optional.empty();
        }
        return Optional.of(Header.withoutAddresses(ProxyProtocol.V1, end + 2, List.of()));
    }

    /**
     * Whether a CRLF is at this index.
     *
     * @return false if it may still arrive
     * @throws MalformedException if another byte is there, or the line is too long
     */
    private static boolean lineEndsAt(ByteBuffer bytes, int index) throws MalformedException {
        if (index + 2 > MAXIMUM) {
            throw new MalformedException("the line is longer than " + MAXIMUM + " bytes");
        }
        if (index < bytes.limit() && bytes.get(index) != '\r'
                || index + 1 < bytes.limit() && bytes.get(index + 1) != '\n') {
            throw new MalformedException("byte " + (index + 1) + " is not allowed in the line");
        }
        return index + 2 <= bytes.limit();
    }

    /** Whether a CRLF is at this index, or a CR as the last byte so far. */
    private static boolean canEndAt(ByteBuffer bytes, int index) {
        return bytes.get(index) == '\r' && (index + 1 == bytes.limit() || bytes.get(index + 1) == '\n');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
