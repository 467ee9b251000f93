package roulette.capture;

import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the IP packet in what was captured of a network.
 *
 * @see <a href="https://www.tcpdump.org/linktypes.html">Link-layer header types</a>
 */
final class LinkLayer {
    private static final int NULL = 0;
    private static final int ETHERNET = 1;
    private static final int LOOP = 108;
    private static final int COOKED = 113;
    private static final int COOKED_2 = 276;
    /** IP with nothing before it; 12 and 14 are what some systems write instead of 101. */
    private static final Set<Integer> RAW = Set.of(12, 14, 101, 228, 229);

    private static final int IPV4 = 0x0800;
    private static final int IPV6 = 0x86DD;
    private static final Set<Integer> TAGS = Set.of(0x8100, 0x88A8, 0x9100);

    private LinkLayer() {}

    static boolean knows(int linkType) {
        return RAW.contains(linkType)
                || switch (linkType) {
                    case NULL, ETHERNET, LOOP, COOKED, COOKED_2 -> true;
                    default -> false;
                };
    }

    /** What begins with a header of IP, or null where there is none. Only for a link type that is known. */
    static @Nullable ByteBuffer network(int linkType, ByteBuffer packet) {
        return switch (linkType) {
            case ETHERNET -> afterTags(packet, 12, 14);
            case COOKED -> afterTags(packet, 14, 16);
            case COOKED_2 -> afterTags(packet, 0, 20);
            // The family's number differs from system to system; the version in the IP header says it, too.
            case NULL, LOOP -> from(packet, 4);
            default -> packet;
        };
    }

    /** Passes over the tags of virtual networks. */
    private static @Nullable ByteBuffer afterTags(ByteBuffer packet, int typeAt, int start) {
        int at = typeAt;
        int next = start;
        while (packet.remaining() >= next) {
            int type = Short.toUnsignedInt(packet.getShort(at));
            if (type == IPV4 || type == IPV6) {
                return from(packet, next);
            }
            if (!TAGS.contains(type)) {
                return null;
            }
            at = next + 2;
            next += 4;
        }
        return null;
    }

    private static @Nullable ByteBuffer from(ByteBuffer packet, int start) {
        return packet.remaining() <= start ? null : packet.slice(start, packet.remaining() - start);
    }
}
