package roulette.parsers.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The extension application_layer_protocol_negotiation (RFC 7301, section 3.1): length(2), and for each name length(1)
 * and 1 to 255 bytes. Names that stand for nothing (GREASE, RFC 8701) are left out.
 */
final class Protocols {
    private static final int MAXIMUM = 128;

    /** The usual ones, as their bytes and as text that need not be made. */
    private enum Usual {
        H2("h2"),
        HTTP_1_1("http/1.1"),
        HTTP_1_0("http/1.0");

        private static final Usual[] ALL = values();

        private final String text;
        private final long bytes;

        Usual(String text) {
            this.text = text;
            this.bytes = text.chars().asLongStream().reduce(0, (packed, next) -> packed << 8 | next);
        }
    }

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
            // Few have more than two.
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

    /** The name, or "" where it stands for nothing. */
    private static String name(Fragments in, int size) {
        return size <= Long.BYTES ? shortName(in, size) : longName(in, size);
    }

    private static String shortName(Fragments in, int size) {
        long packed = 0;
        for (int i = 0; i < size; i++) {
            packed = packed << 8 | in.u8();
        }
        for (Usual usual : Usual.ALL) {
            if (usual.bytes == packed && usual.text.length() == size) {
                return usual.text;
            }
        }
        if (size == 2 && packed >> 8 == (packed & 0xff) && (packed & 0x0f) == 0x0a) {
            return "";
        }
        byte[] text = new byte[size];
        for (int i = size - 1; i >= 0; i--) {
            text[i] = (byte) packed;
            packed >>>= 8;
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }

    private static String longName(Fragments in, int size) {
        byte[] text = new byte[size];
        for (int i = 0; i < size; i++) {
            text[i] = (byte) in.u8();
        }
        return new String(text, StandardCharsets.ISO_8859_1);
    }
}
