package roulette.capture;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the IP packet in a captured frame. Counts the frames without one.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int PPP = 9;
    private static final int PPP_HDLC = 50;
    private static final int PPPOE = 51;
    private static final int CISCO_HDLC = 104;
    private static final int LOOP = 108;
    private static final int NETBSD_HDLC = 112;
    private static final int COOKED = 113;
    private static final int PPP_PPPD = 166;
    private static final int PPP_DIRECTION = 204;
    private static final int CISCO_HDLC_DIRECTION = 205;
    private static final int COOKED_2 = 276;
    /** Raw IP; some systems write 12 or 14 instead of 101. */
    private static final Set<Integer> RAW = Set.of(12, 14, 101, 228, 229);

    private static final Set<Integer> OTHERS = Set.of(
            NULL,
            ETHERNET,
            PPP,
            PPP_HDLC,
            PPPOE,
            CISCO_HDLC,
            LOOP,
            NETBSD_HDLC,
            COOKED,
            PPP_PPPD,
            PPP_DIRECTION,
            CISCO_HDLC_DIRECTION,
            COOKED_2);

    private static final int IPV4 = 0x0800;
    private static final int ARP = 0x0806;
    private static final int IPV6 = 0x86DD;
    private static final int PPPOE_SESSION = 0x8864;
    private static final Set<Integer> TAGS = Set.of(0x8100, 0x88A8, 0x9100);
    /** Smaller numbers in the place of a type are lengths, or mark frames without a type. */
    private static final int LEAST_TYPE = 0x0600;

    private static final int PPPOE_HEADER = 6;
    private static final int PPP_ADDRESS_AND_CONTROL = 0xFF03;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;

    private final SkippedPackets skipped;

    LinkLayer(SkippedPackets skipped) {
        this.skipped = skipped;
    }

    static boolean knows(int linkType) {
        return RAW.contains(linkType) || OTHERS.contains(linkType);
    }

    /** The IP packet, or null if there is none. */
    @Nullable
    ByteBuffer network(int linkType, ByteBuffer packet) {
        return switch (linkType) {
            case ETHERNET -> typed(packet, 12, 14);
            case COOKED -> typed(packet, 14, 16);
            case COOKED_2 -> typed(packet, 0, 20);
            // The address family's number differs between systems; the IP header has the version, too.
            case NULL, LOOP -> from(packet, 4);
            case PPP -> ppp(packet, 0);
            case PPP_HDLC -> isCisco(packet) ? typed(packet, 2, 4) : ppp(packet, 0);
            case PPP_DIRECTION -> ppp(packet, 1);
            case PPP_PPPD -> ppp(packet, 2);
            case PPPOE -> ppp(packet, PPPOE_HEADER);
            case CISCO_HDLC, NETBSD_HDLC -> typed(packet, 2, 4);
            case CISCO_HDLC_DIRECTION -> typed(packet, 3, 5);
            default -> RAW.contains(linkType) ? from(packet, 0) : other("link type " + linkType);
        };
    }

    /** The packet after an EtherType and VLAN tags. */
    private @Nullable ByteBuffer typed(ByteBuffer packet, int typeAt, int start) {
        int at = typeAt;
        int next = start;
        while (packet.remaining() >= next) {
            int type = number(packet, at);
            if (type == IPV4 || type == IPV6) {
                return from(packet, next);
            }
            if (type == PPPOE_SESSION) {
                return ppp(packet, next + PPPOE_HEADER);
            }
            if (!TAGS.contains(type)) {
                return other(name(type));
            }
            at = next + 2;
            next += 4;
        }
        return damaged();
    }

    private static String name(int type) {
        return type == ARP
                ? "ARP"
                : type < LEAST_TYPE ? "frames without a type" : "Ethernet type 0x%04x".formatted(type);
    }

    /** The protocol field is one byte if it is compressed (RFC 1661, section 6.5), else two. */
    private @Nullable ByteBuffer ppp(ByteBuffer packet, int start) {
        int at = start;
        if (packet.remaining() >= at + 2 && number(packet, at) == PPP_ADDRESS_AND_CONTROL) {
            at += 2;
        }
        if (packet.remaining() < at + 2) {
            return damaged();
        }
        boolean isShort = (packet.get(at) & 1) == 1;
        int protocol = isShort ? packet.get(at) & 0xff : number(packet, at);
        return protocol == PPP_IPV4 || protocol == PPP_IPV6
                ? from(packet, at + (isShort ? 1 : 2))
                : other("PPP protocol 0x%04x".formatted(protocol));
    }

    /** Whether a frame starts with an address of Cisco HDLC, not of PPP. */
    private static boolean isCisco(ByteBuffer packet) {
        return packet.hasRemaining() && (packet.get(0) == 0x0F || packet.get(0) == (byte) 0x8F);
    }

    private @Nullable ByteBuffer from(ByteBuffer packet, int start) {
        return packet.remaining() <= start ? damaged() : packet.slice(start, packet.remaining() - start);
    }

    private static int number(ByteBuffer packet, int at) {
        return Short.toUnsignedInt(packet.getShort(at));
    }

    private @Nullable ByteBuffer other(String kind) {
        skipped.other(kind);
        return null;
    }

    private @Nullable ByteBuffer damaged() {
        skipped.damaged();
        return null;
    }
}
