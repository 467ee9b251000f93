package roulette.proxyprotocol;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import roulette.api.ProxyProtocol;

/** What the first bytes of a connection are to one who expects the PROXY protocol's header. */
public sealed interface ProxyHeader {
    /** The beginning of a header: what comes next decides. */
    record NeedMore() implements ProxyHeader {}

    /**
     * Not a header, whatever comes next: the connection is to be closed (section 2.1, "Any sequence which does not
     * exactly match the protocol must be discarded").
     *
     * @param reason what is wrong, in words that hold nothing of what the sender wrote but numbers
     */
    record Invalid(String reason) implements ProxyHeader {}

    /**
     * A whole header.
     *
     * @param version its form
     * @param length its bytes; the connection's own begin after them
     * @param source the client, resolved; none: the other end of the TCP connection is the client
     * @param destination where the client connected to, resolved; there is one if there is a source
     * @param tlvs the further values of version 2, in their order; without those of type NOOP
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

        /** A header that names nobody: the addresses of the TCP connection are the real ones. */
        static Header withoutAddresses(ProxyProtocol version, int length, List<Tlv> tlvs) {
            return new Header(version, length, Optional.empty(), Optional.empty(), tlvs);
        }
    }
}
