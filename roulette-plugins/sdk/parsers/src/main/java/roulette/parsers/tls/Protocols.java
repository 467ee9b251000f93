package roulette.parsers.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The extension application_layer_protocol_negotiation (RFC 7301, section 3.1): length(2), and for each name length(1)
 * and 1 to 255 bytes. GREASE names (RFC 8701) are skipped.
 */
final class Protocols {
    private static final int MAXIMUM = 128;

    private Protocols() {}

    static List<String> read(Fragments in, int length) {
        int end = in.left() - length;
        if (length < 4 || in.u16() != length - 2) {
            return in.fail(Flaw.PROTOCOLS, List.of());
        }
        String first = "";
        String second = "";
        List<String> all = List.of();
        while (in.left() > end) {
            int size = in.u8();
            if (size == 0 || size > in.left() - end) {
                return in.fail(Flaw.PROTOCOLS, List.of());
            }
            String name = name(in, size);
            if (name.isEmpty()) {
                continue;
            }
            // Most clients offer at most two.
            if (first.isEmpty()) {
                first = name;
            } else if (second.isEmpty()) {
                second = name;
            } else if (all.isEmpty()) {
                all = new ArrayList<>(List.of(first, second, name));
            } else if (all.size() < MAXIMUM) {
                all.add(name);
            } else {
                return in.fail(Flaw.MANY_PROTOCOLS, List.of());
            }
        }
        if (!all.isEmpty() || first.isEmpty()) {
            return all;
        }
        return second.isEmpty() ? List.of(first) : List.of(first, second);
    }

    /** The name, or "" for GREASE. */
    private static String name(Fragments in, int size) {
        if (size > CommonProtocol.LONGEST) {
            byte[] text = new byte[size];
            for (int i = 0; i < size; i++) {
                text[i] = (byte) in.u8();
            }
            return new String(text, StandardCharsets.ISO_8859_1);
        }
        long first = packed(in, Math.min(size, Long.BYTES));
        long second = packed(in, Math.max(0, size - Long.BYTES));
        if (size == 2 && first >> 8 == (first & 0xff) && (first & 0x0f) == 0x0a) {
            return "";
        }
        String usual = CommonProtocol.text(first, second, size);
        return usual.isEmpty() ? text(first, second, size) : usual;
    }

    private static long packed(Fragments in, int size) {
        long packed = 0;
        for (int i = 0; i < size; i++) {
            packed = packed << 8 | in.u8();
        }
        return packed;
    }

    private static String text(long first, long second, int size) {
        byte[] text = new byte[size];
        unpack(first, text, 0, Math.min(size, Long.BYTES));
        unpack(second, text, Long.BYTES, size);
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static void unpack(long packed, byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            text[i] = (byte) (packed >> (to - 1 - i) * Byte.SIZE);
        }
    }
}
