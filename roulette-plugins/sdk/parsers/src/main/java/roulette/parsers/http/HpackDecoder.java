package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import org.jspecify.annotations.Nullable;

/**
 * Decodes the header blocks of one HTTP/2 connection (RFC 7541). Integers have at most four continuation bytes. For one
 * thread.
 */
final class HpackDecoder {
    /** The client's limit until it receives our SETTINGS (RFC 9113, section 6.5.2). */
    static final int DEFAULT_TABLE_BYTES = 4096;

    private static final byte[] NOTHING = {};

    private final DynamicTable table;
    private byte[] block = NOTHING;
    private int at;

    enum Outcome {
        DONE,
        BROKEN,
        TOO_LARGE
    }

    HpackDecoder(int tableBytes) {
        this.table = new DynamicTable(tableBytes);
    }

    DynamicTable table() {
        return table;
    }

    /** Decodes a whole block. On failure the fields hold what came before the error. */
    Outcome decode(byte[] headerBlock, ListedFields fields) {
        block = headerBlock;
        at = 0;
        boolean begun = false;
        while (at < block.length) {
            int first = block[at] & 0xff;
            if (first >> 5 == 1) {
                int bytes = number(5);
                if (begun || bytes < 0 || !table.resize(bytes)) {
                    return Outcome.BROKEN;
                }
            } else {
                begun = true;
                Outcome outcome = first >= 0x80 ? indexed(fields) : literal(first >= 0x40, fields);
                if (outcome != Outcome.DONE) {
                    return outcome;
                }
            }
        }
        return Outcome.DONE;
    }

    private Outcome indexed(ListedFields fields) {
        int index = number(7);
        if (!isKnown(index)) {
            return Outcome.BROKEN;
        }
        return fields.add(name(index), value(index)) ? Outcome.DONE : Outcome.TOO_LARGE;
    }

    private Outcome literal(boolean kept, ListedFields fields) {
        int index = number(kept ? 6 : 4);
        if (index != 0 && !isKnown(index)) {
            return Outcome.BROKEN;
        }
        String name = index == 0 ? text() : name(index);
        String value = name == null ? null : text();
        if (name == null || value == null) {
            return Outcome.BROKEN;
        }
        if (kept) {
            table.add(name, value);
        }
        return fields.add(name, value) ? Outcome.DONE : Outcome.TOO_LARGE;
    }

    private boolean isKnown(int index) {
        return index > 0 && index <= StaticTable.COUNT + table.count();
    }

    private String name(int index) {
        return index <= StaticTable.COUNT ? StaticTable.name(index) : table.name(index - StaticTable.COUNT - 1);
    }

    private String value(int index) {
        return index <= StaticTable.COUNT ? StaticTable.value(index) : table.value(index - StaticTable.COUNT - 1);
    }

    private @Nullable String text() {
        if (at == block.length) {
            return null;
        }
        boolean packed = block[at] < 0;
        int length = number(7);
        if (length < 0 || length > block.length - at) {
            return null;
        }
        int from = at;
        at += length;
        return packed ? Huffman.unpack(block, from, length) : new String(block, from, length, ISO_8859_1);
    }

    /** The integer with a prefix of this many bits, starting in the next byte; -1 if it is truncated or too large. */
    private int number(int bits) {
        int most = (1 << bits) - 1;
        int number = block[at++] & most;
        if (number < most) {
            return number;
        }
        for (int shift = 0; shift < 28 && at < block.length; shift += 7) {
            int more = block[at++];
            number += (more & 0x7f) << shift;
            if (more >= 0) {
                return number;
            }
        }
        return -1;
    }
}
