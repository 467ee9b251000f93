package roulette.routers.socks;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The request of SOCKS 5 and its reply (RFC 1928, sections 4 to 6).
 *
 * <pre>
 * request  05 command(1) 00 type(1) address port(2)      type 01: 4 bytes, 03: length(1) and a name, 04: 16 bytes
 * reply    05 outcome(1) 00 01 address(4) port(2)
 * </pre>
 *
 * The address in the reply is 0.0.0.0: the proxy does not reveal its own address on the connection to the target.
 */
final class Socks5 implements Dialect {
    static final int VERSION = 5;

    private static final int CONNECT = 1;
    private static final int HEAD = 4;
    private static final int PORT = 2;
    private static final int IPV4 = 1;
    private static final int NAME = 3;
    private static final int IPV6 = 4;

    @Override
    public Message<Request> request(ByteBuffer bytes) {
        Octets in = new Octets(bytes);
        if (in.size() > 0 && in.at(0) != VERSION) {
            return new Message.Invalid<>(Outcome.FAILED, "not SOCKS 5");
        }
        if (in.size() < HEAD) {
            return new Message.Partial<>();
        }
        if (in.at(1) != CONNECT) {
            return new Message.Invalid<>(Outcome.COMMAND_NOT_SUPPORTED, "command " + in.at(1));
        }
        if (in.at(2) != 0) {
            return new Message.Invalid<>(Outcome.FAILED, "the reserved byte is not 0");
        }
        return switch (in.at(3)) {
            case IPV4 -> literal(in, 4);
            case IPV6 -> literal(in, 16);
            case NAME -> named(in);
            default -> new Message.Invalid<>(Outcome.ADDRESS_TYPE_NOT_SUPPORTED, "address type " + in.at(3));
        };
    }

    private static Message<Request> literal(Octets in, int length) {
        return in.size() < HEAD + length + PORT
                ? new Message.Partial<>()
                : whole(in, new Host.Literal(in.address(HEAD, length)), HEAD + length);
    }

    private static Message<Request> named(Octets in) {
        int start = HEAD + 1;
        if (in.size() < start || in.size() < start + in.at(HEAD) + PORT) {
            return new Message.Partial<>();
        }
        int length = in.at(HEAD);
        Optional<Host> host = Host.of(in.text(start, length));
        return host.isPresent()
                ? whole(in, host.get(), start + length)
                : new Message.Invalid<>(Outcome.FAILED, "the host name is invalid");
    }

    private static Message<Request> whole(Octets in, Host host, int portAt) {
        int port = in.port(portAt);
        return port == 0
                ? new Message.Invalid<>(Outcome.FAILED, "port 0")
                : new Message.Whole<>(new Request(host, port), portAt + PORT);
    }

    @Override
    public byte[] reply(Outcome outcome) {
        return new byte[] {VERSION, (byte) outcome.code(), 0, IPV4, 0, 0, 0, 0, 0, 0};
    }
}
