package roulette.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Finds the TCP segments in IPv4 and IPv6 packets, also where these are tunnelled in each other or in GTP-U. Does not
 * reassemble fragments. Counts what it skips. For one thread.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2003">IP in IP</a>
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2473">Tunnels in IPv6</a>
 */
final class SegmentReader {
    private static final int IPV4_INSIDE = 4;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int IPV6_INSIDE = 41;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;

    /** The greatest depth of tunnels that is read. */
    private static final int DEEPEST = 8;

    private static final int UDP_HEADER = 8;

    private final SkippedPackets skipped;
    private long truncated;

    /** The number of tunnels around the packet that is being read. */
    private int depth;

    SegmentReader(SkippedPackets skipped) {
        this.skipped = skipped;
    }

    long truncated() {
        return truncated;
    }

    /** The segment in an IP packet of at least one byte; null if it has no usable one. */
    @Nullable
    Segment read(ByteBuffer packet) {
        int version = (packet.get(0) & 0xf0) >> 4;
        return switch (version) {
            case 4 -> ipv4(packet);
            case 6 -> ipv6(packet);
            default -> damaged();
        };
    }

    private @Nullable Segment ipv4(ByteBuffer packet) {
        if (packet.remaining() < IPV4_HEADER) {
            return damaged();
        }
        int header = (packet.get(0) & 0xf) * 4;
        int total = Short.toUnsignedInt(packet.getShort(2));
        // With segmentation offload, a captured packet may have no length.
        int end = total == 0 ? packet.remaining() : total;
        if (header < IPV4_HEADER) {
            return damaged();
        }
        int protocol = packet.get(9) & 0xff;
        return (packet.getShort(6) & 0x3fff) != 0 ? fragment(protocol) : content(protocol, packet, header, end, 12, 4);
    }

    private @Nullable Segment ipv6(ByteBuffer packet) {
        if (packet.remaining() < IPV6_HEADER) {
            return damaged();
        }
        int length = Short.toUnsignedInt(packet.getShort(4));
        int end = length == 0 ? packet.remaining() : IPV6_HEADER + length;
        int next = packet.get(6) & 0xff;
        int at = IPV6_HEADER;
        while (isExtension(next)) {
            if (packet.remaining() < at + 8) {
                return damaged();
            }
            if (next == FRAGMENT && (packet.getShort(at + 2) & 0xfff9) != 0) {
                return fragment(packet.get(at) & 0xff);
            }
            int size = packet.get(at + 1) & 0xff;
            int before = next;
            next = packet.get(at) & 0xff;
            at += switch (before) {
                case FRAGMENT -> 8;
                case AUTHENTICATION -> (size + 2) * 4;
                default -> (size + 1) * 8;
            };
        }
        return content(next, packet, at, end, 8, 16);
    }

    private @Nullable Segment fragment(int protocol) {
        switch (protocol) {
            case TCP, IPV4_INSIDE, IPV6_INSIDE -> skipped.fragment();
            default -> skipped.other(name(protocol));
        }
        return null;
    }

    private @Nullable Segment content(
            int protocol, ByteBuffer packet, int start, int end, int addresses, int addressSize) {
        return switch (protocol) {
            case TCP -> tcp(packet, start, end, addresses, addressSize);
            case IPV4_INSIDE, IPV6_INSIDE -> inside(packet, start, end);
            case UDP -> {
                int inner = UserTunnel.content(packet, start, start + UDP_HEADER);
                yield inner < 0 ? other(name(protocol)) : inside(packet, inner, end);
            }
            default -> other(name(protocol));
        };
    }

    /** The segment in a tunnelled IP packet. Connections are identified by the inner addresses only. */
    private @Nullable Segment inside(ByteBuffer packet, int start, int end) {
        int captured = Math.min(packet.remaining(), end);
        if (captured <= start) {
            return damaged();
        }
        if (depth == DEEPEST) {
            return other("tunnels nested more than " + DEEPEST + " deep");
        }
        depth++;
        try {
            return read(packet.slice(start, captured - start));
        } finally {
            depth--;
        }
    }

    private static String name(int protocol) {
        return switch (protocol) {
            case 1 -> "ICMP";
            case 2 -> "IGMP";
            case UDP -> "UDP";
            case 47 -> "GRE";
            case 50 -> "ESP";
            case 58 -> "ICMPv6";
            case 132 -> "SCTP";
            default -> "IP protocol " + protocol;
        };
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY -> true;
            default -> false;
        };
    }

    /** @param end where the IP packet ends; captured bytes after that are padding of the frame */
    private @Nullable Segment tcp(ByteBuffer packet, int start, int end, int addresses, int addressSize) {
        int captured = Math.min(packet.remaining(), end);
        if (captured < start + TCP_HEADER) {
            return damaged();
        }
        int payload = start + ((packet.get(start + 12) & 0xf0) >> 4) * 4;
        if (payload < start + TCP_HEADER || payload > end) {
            return damaged();
        }
        Segment segment = new Segment(
                address(packet, addresses, addressSize, packet.getShort(start)),
                address(packet, addresses + addressSize, addressSize, packet.getShort(start + 2)),
                packet.getInt(start + 4),
                packet.getInt(start + 8),
                packet.get(start + 13) & 0xff,
                payload > captured ? ByteBuffer.allocate(0) : packet.slice(payload, captured - payload),
                end - payload);
        truncated += segment.isTruncated() ? 1 : 0;
        return segment;
    }

    private static InetSocketAddress address(ByteBuffer packet, int at, int size, short port) {
        byte[] address = new byte[size];
        packet.get(at, address);
        try {
            return new InetSocketAddress(InetAddress.getByAddress(address), Short.toUnsignedInt(port));
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("an address has 4 or 16 bytes, not " + size, e);
        }
    }

    private @Nullable Segment other(String kind) {
        skipped.other(kind);
        return null;
    }

    private @Nullable Segment damaged() {
        skipped.damaged();
        return null;
    }
}
