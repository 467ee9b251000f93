package roulette.proxyprotocol;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;

/** The result of reading the first bytes of a connection as a PROXY protocol header. */
public sealed interface ProxyHeader {
    /** An incomplete header: more bytes are needed. */
    record NeedMore() implements ProxyHeader {}

    /**
     * Not a header, whatever follows: the connection must be closed (section 2.1, "Any sequence which does not exactly
     * match the protocol must be discarded").
     *
     * @param reason what is wrong; it quotes nothing of the input but numbers
     */
    record Invalid(String reason) implements ProxyHeader {}

    /**
     * A complete header.
     *
     * @param version its version
     * @param length in bytes; the connection's payload starts after them
     * @param source the client, resolved; if empty, the peer of the TCP connection is the client
     * @param destination the address that the client connected to, resolved; present if there is a source
     * @param tlvs the TLVs of version 2, in order; without those of type NOOP
     */
    record Header(
            ProxyProtocol version,
            int length,
            Optional<InetSocketAddress> source,
            Optional<InetSocketAddress> destination,
            List<Tlv> tlvs)
            implements ProxyHeader {
        public Header {
            tlvs = List.copyOf(tlvs);
        }

        static Header of(
                ProxyProtocol version,
                int length,
                InetSocketAddress source,
                InetSocketAddress destination,
                List<Tlv> tlvs) {
            return new Header(version, length, Optional.of(source), Optional.of(destination), tlvs);
        }

        /** A header without addresses: those of the TCP connection are used. */
        static Header withoutAddresses(ProxyProtocol version, int length, List<Tlv> tlvs) {
            return new Header(version, length, Optional.empty(), Optional.empty(), tlvs);
        }
    }
}
