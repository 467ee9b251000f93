package roulette.parsers.rdp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/** Reads the request: its headers byte by byte, then the rest once it is complete. */
final class ConnectionRequest {
    private static final int TPKT = 4;
    private static final int HEADERS = 11;

    /** The inner length is one byte, of which FF is reserved. */
    private static final int MAX_LENGTH = TPKT + 1 + 254;

    private static final int NEGOTIATION = 1;
    private static final int NEGOTIATION_LENGTH = 8;
    private static final int CORRELATION_FOLLOWS = 8;
    private static final int CORRELATION = 6;
    private static final int CORRELATION_LENGTH = 36;
    private static final String USER = "Cookie: mstshash=";

    private static final Reading<RdpRequest> NOT_TPKT = Reading.notThis("does not start with a TPKT header");
    private static final Reading<RdpRequest> NOT_REQUEST = Reading.notThis("not an X.224 connection request");
    private static final Reading<RdpRequest> NOT_RDP =
            Reading.notThis("an X.224 connection request of another protocol");
    private static final Reading<RdpRequest> LINE = Reading.malformed("the cookie or routing token does not end");
    private static final Reading<RdpRequest> TOKEN = Reading.malformed("the routing token is not ASCII text");
    private static final Reading<RdpRequest> BAD_NEGOTIATION =
            Reading.malformed("an RDP negotiation request is missing or malformed");
    private static final Reading<RdpRequest> BAD_CORRELATION =
            Reading.malformed("the length contradicts the flags of the negotiation request");

    private ConnectionRequest() {}

    static Reading<RdpRequest> read(ByteBuffer bytes) {
        Cursor in = Cursor.of(bytes);
        int seen = Math.min(in.remaining(), HEADERS);
        int length = seen < TPKT ? HEADERS : in.peek(2) << 8 | in.peek(3);
        for (int i = 0; i < seen; i++) {
            if (!isPossible(in.peek(i), i, length)) {
                return i < TPKT ? NOT_TPKT : NOT_REQUEST;
            }
        }
        if (in.has(HEADERS + 1) && length > HEADERS && !canFollow(in.peek(HEADERS))) {
            return NOT_RDP;
        }
        if (seen < HEADERS || !in.has(length)) {
            return Reading.partial();
        }
        in.skip(HEADERS);
        return rest(in.part(length - HEADERS), length);
    }

    /** Whether a header byte can have this value, in a TPKT of this length. */
    private static boolean isPossible(int octet, int index, int length) {
        return switch (index) {
            case 0 -> octet == 3;
            case 1 -> octet == 0;
            case 2 -> octet <= MAX_LENGTH >> 8;
            case 3 -> length >= HEADERS && length <= MAX_LENGTH;
            case 4 -> octet == length - TPKT - 1;
            case 5 -> octet >> 4 == 0xe;
            case 6, 7 -> octet == 0;
            case 10 -> octet >> 4 == 0;
            default -> true;
        };
    }

    /** Other protocols have X.224 parameters after the headers, from C0 on. */
    private static boolean canFollow(int octet) {
        return octet == NEGOTIATION || isVisible(octet);
    }

    private static Reading<RdpRequest> rest(Cursor in, int length) {
        String user = "";
        String token = "";
        if (in.has(1) && in.peek(0) != NEGOTIATION) {
            int end = end(in);
            if (end < 0) {
                return LINE;
            }
            String line = in.latin1(end);
            in.skip(2);
            if (line.startsWith(USER)) {
                user = line.substring(USER.length());
            } else if (isAscii(line)) {
                token = line;
            } else {
                return TOKEN;
            }
        }
        int protocols = 0;
        if (in.has(1)) {
            if (!in.has(NEGOTIATION_LENGTH) || in.peek(0) != NEGOTIATION || in.peek(2) != 8 || in.peek(3) != 0) {
                return BAD_NEGOTIATION;
            }
            int flags = in.peek(1);
            in.skip(4);
            protocols = Integer.reverseBytes((int) in.u32());
            if (!endsAsAnnounced(in, flags)) {
                return BAD_CORRELATION;
            }
        }
        Optional<InetSocketAddress> server = RoutingToken.server(token);
        return Reading.facts(new RdpRequest(user, token, server, protocols), length);
    }

    private static boolean endsAsAnnounced(Cursor in, int flags) {
        return (flags & CORRELATION_FOLLOWS) == 0
                ? in.remaining() == 0
                : in.remaining() == CORRELATION_LENGTH
                        && in.peek(0) == CORRELATION
                        && in.peek(2) == CORRELATION_LENGTH
                        && in.peek(3) == 0;
    }

    /** The index of CR LF; negative if another control character comes first, or there is none. */
    private static int end(Cursor in) {
        for (int i = 0; i + 1 < in.remaining(); i++) {
            int octet = in.peek(i);
            if (octet < ' ' || octet == 0x7f) {
                return octet == '\r' && in.peek(i + 1) == '\n' ? i : -1;
            }
        }
        return -1;
    }

    private static boolean isAscii(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isVisible(int octet) {
        return octet > ' ' && octet <= '~';
    }
}
