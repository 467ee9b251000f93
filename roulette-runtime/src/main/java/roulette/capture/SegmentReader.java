package roulette.capture;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** From packets to segments of TCP: IPv4 and IPv6, without putting fragments together. Counts what it leaves out. */
final class SegmentReader {
    private static final int TCP = 6;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;
    private static final int TCP_HEADER = 20;

    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int AUTHENTICATION = 51;
    private static final int DESTINATION = 60;
    private static final int MOBILITY = 135;

    private long fragments;
    private long shortened;
    private long damaged;

    long fragments() {
        return fragments;
    }

    long shortened() {
        return shortened;
    }

    long damaged() {
        return damaged;
    }

    /** The segment in an IP packet; null where it has none, or none that can be used. */
    @Nullable
    Segment read(ByteBuffer packet) {
        int version = (packet.get(0) & 0xf0) >> 4;
        @Nullable
        Segment segment = switch (version) {
            case 4 -> ipv4(packet);
            case 6 -> ipv6(packet);
            default -> damaged(packet);
        };
        if (segment != null && segment.isShortened()) {
            shortened++;
        }
        return segment;
    }

    private @Nullable Segment ipv4(ByteBuffer packet) {
        if (packet.remaining() < IPV4_HEADER) {
            return damaged(packet);
        }
        int header = (packet.get(0) & 0xf) * 4;
        int total = Short.toUnsignedInt(packet.getShort(2));
        // Captured before the network card cut it into packets, it does not say its length.
        int end = total == 0 ? packet.remaining() : total;
        if (packet.get(9) != TCP) {
            return null;
        }
        if ((packet.getShort(6) & 0x3fff) != 0) {
            fragments++;
            return null;
        }
        return header < IPV4_HEADER ? damaged(packet) : tcp(packet, header, end, 12, 4);
    }

    private @Nullable Segment ipv6(ByteBuffer packet) {
        if (packet.remaining() < IPV6_HEADER) {
            return damaged(packet);
        }
        int length = Short.toUnsignedInt(packet.getShort(4));
        int end = length == 0 ? packet.remaining() : IPV6_HEADER + length;
        int next = packet.get(6) & 0xff;
        int at = IPV6_HEADER;
        while (next != TCP) {
            if (!isExtension(next)) {
                return null;
            }
            if (packet.remaining() < at + 8) {
                return damaged(packet);
            }
            if (next == FRAGMENT && (packet.getShort(at + 2) & 0xfff9) != 0) {
                fragments += packet.get(at) == TCP ? 1 : 0;
                return null;
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
        return tcp(packet, at, end, 8, 16);
    }

    private static boolean isExtension(int next) {
        return switch (next) {
            case HOP_BY_HOP, ROUTING, FRAGMENT, AUTHENTICATION, DESTINATION, MOBILITY -> true;
            default -> false;
        };
    }

    /** @param end where the IP packet ends; what was captured after that only fills up a frame */
    private @Nullable Segment tcp(ByteBuffer packet, int start, int end, int addresses, int addressSize) {
        int captured = Math.min(packet.remaining(), end);
        if (captured < start + TCP_HEADER) {
            return damaged(packet);
        }
        int payload = start + ((packet.get(start + 12) & 0xf0) >> 4) * 4;
        if (payload < start + TCP_HEADER || payload > end) {
            return damaged(packet);
        }
        return new Segment(
                address(packet, addresses, addressSize, packet.getShort(start)),
                address(packet, addresses + addressSize, addressSize, packet.getShort(start + 2)),
                packet.getInt(start + 4),
                packet.getInt(start + 8),
                packet.get(start + 13) & 0xff,
                payload > captured ? ByteBuffer.allocate(0) : packet.slice(payload, captured - payload),
                end - payload);
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

    private @Nullable Segment damaged(ByteBuffer packet) {
        damaged++;
        return null;
    }
}
