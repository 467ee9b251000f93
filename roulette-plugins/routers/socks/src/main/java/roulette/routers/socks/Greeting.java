package roulette.routers.socks;

import java.nio.ByteBuffer;

/**
 * The first message of a SOCKS 5 client: its authentication methods (RFC 1928, section 3).
 *
 * <pre>
 * greeting  05 count(1) method(count)
 * reply     05 method(1)                  FF: none of them, and the connection is closed
 * </pre>
 *
 * @param open whether it offers no authentication, method 00
 * @param password whether it offers name and password, method 02
 */
record Greeting(boolean open, boolean password) {
    private static final int OPEN = 0;
    private static final int PASSWORD = 2;
    private static final int NONE = 0xFF;

    static Message<Greeting> parse(ByteBuffer bytes) {
        Octets in = new Octets(bytes);
        if (in.size() > 0 && in.at(0) != Socks5.VERSION) {
            return new Message.Invalid<>(Outcome.FAILED, "not SOCKS");
        }
        if (in.size() < 2 || in.size() < 2 + in.at(1)) {
            return new Message.Partial<>();
        }
        int end = 2 + in.at(1);
        return new Message.Whole<>(new Greeting(offers(in, end, OPEN), offers(in, end, PASSWORD)), end);
    }

    private static boolean offers(Octets in, int end, int method) {
        for (int i = 2; i < end; i++) {
            if (in.at(i) == method) {
                return true;
            }
        }
        return false;
    }

    static byte[] openReply() {
        return reply(OPEN);
    }

    static byte[] passwordReply() {
        return reply(PASSWORD);
    }

    static byte[] refusal() {
        return reply(NONE);
    }

    private static byte[] reply(int method) {
        return new byte[] {Socks5.VERSION, (byte) method};
    }
}
