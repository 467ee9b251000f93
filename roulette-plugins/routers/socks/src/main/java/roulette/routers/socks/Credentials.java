package roulette.routers.socks;

import java.nio.ByteBuffer;

/**
 * A name and a password, both UTF-8 (RFC 1929, section 2).
 *
 * <pre>
 * message  01 length(1) name length(1) password
 * reply    01 00|01                                01: refused, and the connection is closed
 * </pre>
 */
record Credentials(String name, String password) {
    static final int MAX_BYTES = 255;

    private static final int VERSION = 1;

    static Message<Credentials> parse(ByteBuffer bytes) {
        Octets in = new Octets(bytes);
        if (in.size() > 0 && in.at(0) != VERSION) {
            return new Message.Invalid<>(Outcome.NOT_ALLOWED, "not a name and a password");
        }
        if (in.size() < 2 || in.size() < 3 + in.at(1)) {
            return new Message.Partial<>();
        }
        int passwordLengthAt = 2 + in.at(1);
        int end = passwordLengthAt + 1 + in.at(passwordLengthAt);
        if (in.size() < end) {
            return new Message.Partial<>();
        }
        String name = in.utf8(2, in.at(1));
        String password = in.utf8(passwordLengthAt + 1, in.at(passwordLengthAt));
        return new Message.Whole<>(new Credentials(name, password), end);
    }

    static byte[] accepted() {
        return new byte[] {VERSION, 0};
    }

    static byte[] refused() {
        return new byte[] {VERSION, 1};
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "Credentials of " + name.length() + " and " + password.length() + " characters";
    }
}
