package roulette.parsers.minecraft;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Cursor;

/**
 * The address in a handshake, split into two parts.
 *
 * @param host in lower case without a dot at its end, or empty
 * @param suffix the rest, starting with the separator, or empty
 */
record Address(String host, String suffix) {
    /** The client's own limit, in characters. */
    static final int MAX_HOST = 255;

    private static final String SLASHES = "///";

    /** Null if the host has characters not allowed in a host name; clients send non-ASCII names as {@code xn--}. */
    static @Nullable Address of(String text) {
        int end = end(text);
        String suffix = text.substring(end);
        if (end == 0) {
            return new Address("", suffix);
        }
        int dot = text.charAt(end - 1) == '.' ? 1 : 0;
        String host = text.substring(0, end - dot);
        return host.isEmpty() || host.endsWith(".") || host.length() > MAX_HOST || !isVisible(host)
                ? null
                : new Address(host.toLowerCase(Locale.ROOT), suffix);
    }

    /**
     * Whether the next bytes are UTF-8 without control characters, except for the NUL bytes between the parts.
     *
     * @param whole if false, they are the start of an address and may end within a character
     */
    static boolean isText(Cursor in, int count, boolean whole) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) in.peek(i);
        }
        CharBuffer text = CharBuffer.allocate(count);
        return !StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes), text, whole)
                        .isError()
                && text.flip().chars().noneMatch(c -> c != 0 && Character.isISOControl(c));
    }

    /** The index of the host's end. */
    private static int end(String text) {
        int zero = text.indexOf('\0');
        int slashes = text.indexOf(SLASHES);
        int first = zero < 0 || slashes >= 0 && slashes < zero ? slashes : zero;
        return first < 0 ? text.length() : first;
    }

    private static boolean isVisible(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) <= ' ' || host.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
