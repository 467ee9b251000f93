package roulette.proxyprotocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProtocolVersion;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol.AddressFamily;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.handler.codec.haproxy.HAProxyTLV;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import roulette.api.ProxyProtocol;
import roulette.proxyprotocol.ProxyHeader.Header;

/** Reads the same bytes by Netty, an independent implementation. */
final class Netty {
    /** Netty limits the bytes after the addresses, which are at most 216 bytes after the first 16. */
    private static final int MAXIMUM_OF_TLVS = HeaderReader.MAXIMUM - 16 - 216;

    private Netty() {}

    static ProxyHeader read(byte[] bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new HAProxyMessageDecoder(MAXIMUM_OF_TLVS));
        try {
            channel.writeInbound(Unpooled.wrappedBuffer(bytes));
            HAProxyMessage message = channel.readInbound();
            if (message == null) {
                return new ProxyHeader.NeedMore();
            }
            try {
                return header(message, bytes.length - rest(channel));
            } finally {
                message.release();
            }
        } catch (DecoderException e) {
            return new ProxyHeader.Invalid(String.valueOf(e.getMessage()));
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    private static int rest(EmbeddedChannel channel) {
        ByteBuf rest = channel.readInbound();
        int size = rest == null ? 0 : rest.readableBytes();
        if (rest != null) {
            rest.release();
        }
        return size;
    }

    private static Header header(HAProxyMessage message, int length) {
        ProxyProtocol version =
                message.protocolVersion() == HAProxyProtocolVersion.V1 ? ProxyProtocol.V1 : ProxyProtocol.V2;
        AddressFamily family = message.proxiedProtocol().addressFamily();
        return family == AddressFamily.AF_IPv4 || family == AddressFamily.AF_IPv6
                ? Header.of(
                        version,
                        length,
                        new InetSocketAddress(InetAddress.ofLiteral(message.sourceAddress()), message.sourcePort()),
                        new InetSocketAddress(
                                InetAddress.ofLiteral(message.destinationAddress()), message.destinationPort()),
                        tlvs(message))
                : Header.withoutAddresses(version, length, tlvs(message));
    }

    /** The top-level TLVs, without padding. */
    private static List<Tlv> tlvs(HAProxyMessage message) {
        List<HAProxyTLV> outer = new ArrayList<>(message.tlvs());
        for (HAProxyTLV tlv : message.tlvs()) {
            if (tlv instanceof HAProxySSLTLV tls) {
                outer.removeIf(other -> tls.encapsulatedTLVs().stream().anyMatch(inner -> inner == other));
            }
        }
        return outer.stream()
                .filter(tlv -> tlv.typeByteValue() != Tlv.NOOP)
                .map(tlv -> new Tlv(
                        Byte.toUnsignedInt(tlv.typeByteValue()), ByteBuffer.wrap(ByteBufUtil.getBytes(tlv.content()))))
                .toList();
    }
}
