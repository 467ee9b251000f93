package roulette.routers.socks;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * SOCKS 4 and 4a. Neither is an RFC; {@code SOCKS4.protocol} and {@code SOCKS4A.protocol} on openssh.com define them.
 *
 * <pre>
 * request  04 command(1) port(2) address(4) user-id 00 [host 00]       the host where the address is 0.0.0.1 to 0.0.0.255
 * reply    00 5A|5B port(2) address(4)
 * </pre>
 *
 * The user id is ignored.
 */
final class Socks4 implements Dialect {
    static final int VERSION = 4;

    private static final int CONNECT = 1;
    private static final int BIND = 2;
    private static final int FIXED_PART = 8;
    private static final int MAX_TEXT = 255;
    private static final int UNTERMINATED = -1;
    private static final byte GRANTED = 0x5A;
    private static final byte REJECTED = 0x5B;

    /** Whether a request may have this as its second byte. Messages of other protocols also start with 04. */
    static boolean isCommand(byte command) {
        return command == CONNECT || command == BIND;
    }

    @Override
    public Message<Request> request(ByteBuffer bytes) {
        Octets in = new Octets(bytes);
        if (in.size() > 0 && in.at(0) != VERSION) {
            return new Message.Invalid<>(Outcome.FAILED, "not SOCKS 4");
        }
        if (in.size() > 1 && in.at(1) != CONNECT) {
            return new Message.Invalid<>(Outcome.COMMAND_NOT_SUPPORTED, "command " + in.at(1));
        }
        if (in.size() < FIXED_PART) {
            return new Message.Partial<>();
        }
        int port = in.port(2);
        if (port == 0) {
            return new Message.Invalid<>(Outcome.FAILED, "port 0");
        }
        int userEnd = end(in, FIXED_PART);
        if (userEnd == UNTERMINATED) {
            return unterminated(in, FIXED_PART, "user id");
        }
        int next = userEnd + 1;
        return hasName(in)
                ? named(in, next, port)
                : new Message.Whole<>(new Request(new Host.Literal(in.address(4, 4)), port), next);
    }

    private static Message<Request> named(Octets in, int start, int port) {
        int end = end(in, start);
        if (end == UNTERMINATED) {
            return unterminated(in, start, "host");
        }
        Optional<Host> host = Host.of(in.text(start, end - start));
        return host.isPresent()
                ? new Message.Whole<>(new Request(host.get(), port), end + 1)
                : new Message.Invalid<>(Outcome.FAILED, "the host name is invalid");
    }

    private static boolean hasName(Octets in) {
        return in.at(4) == 0 && in.at(5) == 0 && in.at(6) == 0 && in.at(7) != 0;
    }

    /** The index of the zero that ends a text. */
    private static int end(Octets in, int start) {
        int bound = Math.min(in.size(), start + MAX_TEXT + 1);
        for (int i = start; i < bound; i++) {
            if (in.at(i) == 0) {
                return i;
            }
        }
        return UNTERMINATED;
    }

    private static Message<Request> unterminated(Octets in, int start, String what) {
        return in.size() - start > MAX_TEXT
                ? new Message.Invalid<>(Outcome.FAILED, what + " of more than " + MAX_TEXT + " bytes")
                : new Message.Partial<>();
    }

    @Override
    public byte[] reply(Outcome outcome) {
        return new byte[] {0, outcome == Outcome.GRANTED ? GRANTED : REJECTED, 0, 0, 0, 0, 0, 0};
    }
}
