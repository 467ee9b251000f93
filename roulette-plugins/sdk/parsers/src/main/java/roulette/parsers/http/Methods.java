package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Request methods as strings; constants for common ones. */
final class Methods {
    private static final String[] USUAL = {
        "GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "CONNECT", "TRACE"
    };

    private Methods() {}

    /** The method in the first {@code length} bytes. */
    static String of(byte[] head, int length) {
        for (String method : USUAL) {
            if (method.length() == length && begins(head, method)) {
                return method;
            }
        }
        return new String(head, 0, length, ISO_8859_1);
    }

    private static boolean begins(byte[] head, String method) {
        for (int i = 0; i < method.length(); i++) {
            if (head[i] != method.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
