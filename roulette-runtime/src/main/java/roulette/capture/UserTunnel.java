package roulette.capture;

import java.nio.ByteBuffer;

/**
 * Finds the tunnelled user packet in GTP-U version 1, a protocol of mobile networks.
 *
 * @see <a href="https://www.3gpp.org/dynareport/29281.htm">3GPP TS 29.281</a>
 */
final class UserTunnel {
    private static final int PORT = 2152;
    private static final int HEADER = 8;
    /** Version 1, and GTP rather than GTP'. */
    private static final int VERSION_MASK = 0xf0;

    private static final int VERSION = 0x30;

    /**
     * If any is set, four more bytes follow: a sequence number, an N-PDU number, and the type of the first extension.
     */
    private static final int OPTIONS = 0x07;

    private static final int EXTENSION = 0x04;
    private static final int USER_PACKET = 0xff;

    private UserTunnel() {}

    /**
     * The offset of the user's packet, or -1 if there is none.
     *
     * @param udp the offset of the UDP header
     * @param start the offset of its payload
     */
    static int content(ByteBuffer packet, int udp, int start) {
        if (packet.remaining() < start + HEADER || (!isPort(packet, udp) && !isPort(packet, udp + 2))) {
            return -1;
        }
        int flags = packet.get(start) & 0xff;
        if ((flags & VERSION_MASK) != VERSION || (packet.get(start + 1) & 0xff) != USER_PACKET) {
            return -1;
        }
        int at = start + HEADER;
        if ((flags & OPTIONS) != 0) {
            at += 4;
            at = (flags & EXTENSION) == 0 ? at : afterExtensions(packet, at);
        }
        return at >= 0 && at < packet.remaining() && isIp(packet.get(at)) ? at : -1;
    }

    /** Each starts with its length in units of four bytes and ends with the type of the next one. */
    private static int afterExtensions(ByteBuffer packet, int first) {
        int at = first;
        while (at <= packet.remaining() && packet.get(at - 1) != 0) {
            int units = at < packet.remaining() ? packet.get(at) & 0xff : 0;
            if (units == 0) {
                return -1;
            }
            at += 4 * units;
        }
        return at <= packet.remaining() ? at : -1;
    }

    private static boolean isPort(ByteBuffer packet, int at) {
        return Short.toUnsignedInt(packet.getShort(at)) == PORT;
    }

    private static boolean isIp(byte first) {
        int version = (first & 0xf0) >> 4;
        return version == 4 || version == 6;
    }
}
