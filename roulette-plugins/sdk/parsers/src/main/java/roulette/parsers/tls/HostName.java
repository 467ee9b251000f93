package roulette.parsers.tls;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A host name that is valid in the DNS (RFC 1035, section 2.3.4): up to 253 letters, digits, hyphens and underscores,
 * separated by dots into labels of 1 to 63. A dot at its end is dropped.
 */
final class HostName {
    private static final int LONGEST = 253;
    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    /** The next bytes as a name in lower case, or "" if invalid. IPv6 addresses are accepted. */
    static String read(Fragments in, int size) {
        if (size > LONGEST + 1) {
            in.skip(size);
            return "";
        }
        byte[] text = new byte[size];
        boolean colon = false;
        boolean labels = true;
        int label = 0;
        for (int i = 0; i < size; i++) {
            int c = in.u8();
            if (c == '.') {
                labels &= label > 0 && label <= LONGEST_LABEL;
                label = 0;
            } else {
                label++;
            }
            if (c >= 'A' && c <= 'Z') {
                c |= 0x20;
            } else if (c == ':') {
                colon = true;
            } else if (!isOfName(c)) {
                in.skip(size - i - 1);
                return "";
            }
            text[i] = (byte) c;
        }
        if (colon) {
            return address(text);
        }
        int length = label == 0 ? size - 1 : size;
        return labels && label <= LONGEST_LABEL && length <= LONGEST
                ? new String(text, 0, length, StandardCharsets.ISO_8859_1)
                : "";
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '-' || c == '_';
    }

    private static String address(byte[] text) {
        String address = new String(text, StandardCharsets.ISO_8859_1);
        try {
            InetAddress.ofLiteral(address);
            return address;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
