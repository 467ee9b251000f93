package roulette.proxyprotocol;

/** The address family of a version 2 header (section 2.2, "The 14th byte"). */
enum Family {
    /**
     * A family that the document does not name: the addresses of the TCP connection are kept. The length of the
     * header's addresses is unknown then, and so is the start of its TLVs: all of it is skipped.
     */
    UNKNOWN(0),
    /** TCP over IPv4. */
    INET(2 * 4 + 2 * 2),
    /** TCP over IPv6. */
    INET6(2 * 16 + 2 * 2),
    /** Paths of Unix sockets, which don't identify a remote client: the addresses of the TCP connection are kept. */
    UNIX(2 * 108);

    private final int addresses;

    Family(int addresses) {
        this.addresses = addresses;
    }

    /** The length of the addresses in bytes. */
    int addresses() {
        return addresses;
    }

    /**
     * Reads the 14th byte: four bits for the family, four for the protocol. Datagrams are refused, since none come over
     * TCP: a receiver treats what it does not support as unspecified, which it may accept or refuse.
     */
    static Family of(int familyAndProtocol) throws MalformedException {
        int family = familyAndProtocol >> 4;
        int protocol = familyAndProtocol & 0x0f;
        if (family > 3 || protocol > 1) {
            throw new MalformedException("the header is for family " + family + ", protocol " + protocol);
        }
        return protocol == 0
                ? UNKNOWN
                : switch (family) {
                    case 1 -> INET;
                    case 2 -> INET6;
                    case 3 -> UNIX;
                    default -> UNKNOWN;
                };
    }
}
