package roulette.parsers;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;

/**
 * A host name that is valid in the DNS (RFC 1035, section 2.3.4): up to 253 letters, digits, hyphens and underscores,
 * separated by dots into labels of 1 to 63. A dot at its end is dropped.
 */
public final class HostName {
    /** The maximum length in bytes, with a dot at its end. */
    public static final int LONGEST = 254;

    private static final int LONGEST_LABEL = 63;

    private HostName() {}

    /** The name in lower case, or "" if invalid. IPv6 addresses are accepted. */
    public static String of(byte[] name) {
        if (name.length > LONGEST) {
            return "";
        }
        byte[] text = name.clone();
        boolean colon = false;
        boolean labels = true;
        int label = 0;
        for (int i = 0; i < text.length; i++) {
            int c = text[i] & 0xff;
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
                return "";
            }
            text[i] = (byte) c;
        }
        if (colon) {
            return address(text);
        }
        int length = label == 0 ? text.length - 1 : text.length;
        return labels && label <= LONGEST_LABEL && length > 0 && length < LONGEST
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
