package roulette.parsers.tls;

import roulette.parsers.HostName;

/**
 * The extension server_name (RFC 6066, section 3): length(2), and for each name type(1), length(2) and its bytes. Type
 * 0 is a host name; at most one is allowed. No other type was ever defined; others are skipped, and so are invalid host
 * names, which servers treat differently.
 */
final class ServerNames {
    private static final int HOST_NAME = 0;
    private static final int HEADER = 3;

    private ServerNames() {}

    /** The host name; "" if there is none, or it is invalid. */
    static String read(Fragments in, int length) {
        int end = in.left() - length;
        if (length < 2 + HEADER || in.u16() != length - 2) {
            return in.fail(Flaw.SERVER_NAMES, "");
        }
        String host = "";
        boolean named = false;
        while (in.left() > end) {
            if (in.left() - end < HEADER) {
                return in.fail(Flaw.SERVER_NAMES, "");
            }
            int type = in.u8();
            int size = in.u16();
            if (size == 0 || size > in.left() - end) {
                return in.fail(Flaw.SERVER_NAMES, "");
            }
            if (type != HOST_NAME) {
                in.skip(size);
                continue;
            }
            if (named) {
                return in.fail(Flaw.SECOND_HOST_NAME, "");
            }
            named = true;
            host = host(in, size);
        }
        return host;
    }

    private static String host(Fragments in, int size) {
        if (size > HostName.LONGEST) {
            in.skip(size);
            return "";
        }
        byte[] name = new byte[size];
        for (int i = 0; i < size; i++) {
            name[i] = (byte) in.u8();
        }
        return HostName.of(name);
    }
}
