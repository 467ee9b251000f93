package roulette.proxyprotocol;

/** What a version 2 header tells addresses of (section 2.2, "The 14th byte"). */
enum Family {
    /**
     * Nothing that the document names: the addresses of the TCP connection are kept. How long the header's addresses
     * are is not known then, hence not where its further values begin: all of it is skipped.
     */
    UNKNOWN(0),
    /** TCP over IPv4. */
    INET(2 * 4 + 2 * 2),
    /** TCP over IPv6. */
    INET6(2 * 16 + 2 * 2),
    /** Paths in a file system, which say nothing of a client elsewhere: the addresses of the TCP connection are kept. */
    UNIX(2 * 108);

    private final int addresses;

    Family(int addresses) {
        this.addresses = addresses;
    }

    /** How many bytes the addresses take. */
    int addresses() {
        return addresses;
    }

    /**
     * Reads the 14th byte: four bits for the family, four for the protocol. A datagram is refused, since none comes over
     * TCP: a receiver treats what it does not support as unspecified, and of that it may accept or refuse what it likes.
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
