package roulette.proxyprotocol;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;

/**
 * Reads version 2: 16 bytes with the length of the rest, addresses, TLVs (section 2.2). Each of the 16 is checked as
 * soon as it has arrived.
 */
final class BinaryReader {
    /** The first bytes of every version 2 header. */
    static final byte[] SIGNATURE = {'\r', '\n', '\r', '\n', 0, '\r', '\n', 'Q', 'U', 'I', 'T', '\n'};

    /** The signature, version and command, family and protocol, and the length of the rest. */
    static final int FIXED = 16;

    private static final int COMMAND_AT = 12;
    private static final int FAMILY_AT = 13;
    private static final int LENGTH_AT = 14;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    private BinaryReader() {}

    /** Empty while the header is incomplete. */
    static Optional<Header> read(ByteBuffer bytes, int maximum) throws MalformedException {
        boolean local = bytes.limit() > COMMAND_AT && isLocal(Unsigned.one(bytes, COMMAND_AT));
        // For LOCAL the family is ignored.
        Family family =
                bytes.limit() > FAMILY_AT && !local ? Family.of(Unsigned.one(bytes, FAMILY_AT)) : Family.UNKNOWN;
        if (bytes.limit() < FIXED) {
            return Optional.empty();
        }
        int rest = Unsigned.two(bytes, LENGTH_AT);
        int length = FIXED + rest;
        if (length > maximum) {
            throw new MalformedException("the header says it has " + length + " bytes, more than " + maximum);
        }
        if (rest < family.addresses()) {
            throw new MalformedException("the header has " + rest + " bytes for addresses of " + family.addresses());
        }
        return bytes.limit() < length ? Optional.empty() : Optional.of(header(bytes.slice(0, length), family));
    }

    private static boolean isLocal(int versionAndCommand) throws MalformedException {
        return switch (versionAndCommand) {
            case LOCAL -> true;
            case PROXY -> false;
            default ->
                throw new MalformedException(
                        (versionAndCommand & 0xf0) == LOCAL
                                ? "the header's command is " + (versionAndCommand & 0x0f)
                                : "the header's version is " + (versionAndCommand >> 4));
        };
    }

    private static Header header(ByteBuffer header, Family family) throws MalformedException {
        return switch (family) {
            case UNKNOWN -> Header.withoutAddresses(ProxyProtocol.V2, header.limit(), List.of());
            case UNIX -> Header.withoutAddresses(ProxyProtocol.V2, header.limit(), tlvs(header, family));
            case INET -> addresses(header, family, 4);
            case INET6 -> addresses(header, family, 16);
        };
    }

    private static Header addresses(ByteBuffer header, Family family, int size) throws MalformedException {
        int ports = FIXED + 2 * size;
        return Header.of(
                ProxyProtocol.V2,
                header.limit(),
                address(header, FIXED, size, ports),
                address(header, FIXED + size, size, ports + 2),
                tlvs(header, family));
    }

    private static InetSocketAddress address(ByteBuffer header, int index, int size, int portIndex) {
        byte[] address = new byte[size];
        header.get(index, address);
        return new InetSocketAddress(AddressText.address(address), Unsigned.two(header, portIndex));
    }

    private static List<Tlv> tlvs(ByteBuffer header, Family family) throws MalformedException {
        return TlvReader.read(header, FIXED + family.addresses());
    }
}
