package roulette.match;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A set of short texts, each with a number, as bytes in large arrays: a million names take about 40 MB, where a map of
 * strings takes 150. Found by hash with open addressing. A text has characters up to U+00FF. One thread adds; after its
 * safe publication any thread reads.
 */
final class PackedTexts {
    static final int NONE = -1;
    static final int LONGEST = 8192;

    private static final int PAGE_BITS = 16;
    private static final int PAGE = 1 << PAGE_BITS;

    /** Before a text: its length. After it: its number. */
    private static final int LENGTH_BYTES = 2;

    private static final int NUMBER_BYTES = 4;

    /** Of the hash FNV-1a. */
    private static final long PRIME = 0x100000001b3L;

    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    /** Random, so that those who choose names can't choose names with equal hashes. */
    private final long seed = new SplittableRandom().nextLong();

    /** An entry never crosses the end of its page. Its position is the page's index and the offset in the page. */
    private byte[][] pages = new byte[16][];

    private int pageCount;
    private int free = PAGE;

    /** Positions plus one; 0 is free. Its length is a power of two, at least twice the number of texts. */
    private int[] slots = new int[32];

    private int size;

    /** The hash of no characters. The characters are added from the last to the first. */
    long hash() {
        return seed;
    }

    static long hash(long after, char c) {
        return (after ^ c) * PRIME;
    }

    private long hashOf(String text) {
        long hash = hash();
        for (int i = text.length() - 1; i >= 0; i--) {
            hash = hash(hash, text.charAt(i));
        }
        return hash;
    }

    int size() {
        return size;
    }

    /** The bytes of memory in use. */
    long bytes() {
        return (long) pageCount * PAGE + 4L * slots.length;
    }

    /** The position of a text, or {@link #NONE}. */
    int find(String text) {
        return find(text, 0, hashOf(text));
    }

    /** The position of the end of a text, which has this hash; or {@link #NONE}. */
    int find(String text, int from, long hash) {
        int mask = slots.length - 1;
        for (int slot = slot(hash, mask); slots[slot] != 0; slot = slot + 1 & mask) {
            int position = slots[slot] - 1;
            if (equal(position, text, from)) {
                return position;
            }
        }
        return NONE;
    }

    private boolean equal(int position, String text, int from) {
        byte[] page = pages[position >>> PAGE_BITS];
        int offset = position & PAGE - 1;
        int length = text.length() - from;
        if (length(page, offset) != length) {
            return false;
        }
        offset += LENGTH_BYTES;
        for (int i = 0; i < length; i++) {
            if ((page[offset + i] & 0xff) != text.charAt(from + i)) {
                return false;
            }
        }
        return true;
    }

    /** Adds a text that is not in it, of at most {@link #LONGEST} characters; returns its position. */
    int add(String text, int number) {
        if (2 * (size + 1) > slots.length) {
            grow();
        }
        int position = append(text, number);
        insert(hashOf(text), position);
        size++;
        return position;
    }

    private int append(String text, int number) {
        int length = text.length();
        if (free + LENGTH_BYTES + length + NUMBER_BYTES > PAGE) {
            if (pageCount == pages.length) {
                pages = Arrays.copyOf(pages, 2 * pages.length);
            }
            pages[pageCount++] = new byte[PAGE];
            free = 0;
        }
        byte[] page = pages[pageCount - 1];
        int position = pageCount - 1 << PAGE_BITS | free;
        page[free++] = (byte) (length >> 8);
        page[free++] = (byte) length;
        for (int i = 0; i < length; i++) {
            page[free++] = (byte) text.charAt(i);
        }
        for (int shift = 24; shift >= 0; shift -= 8) {
            page[free++] = (byte) (number >> shift);
        }
        return position;
    }

    private void insert(long hash, int position) {
        int mask = slots.length - 1;
        int slot = slot(hash, mask);
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = position + 1;
    }

    private void grow() {
        int[] old = slots;
        slots = new int[2 * old.length];
        for (int entry : old) {
            if (entry != 0) {
                insert(hashAt(entry - 1), entry - 1);
            }
        }
    }

    private long hashAt(int position) {
        byte[] page = pages[position >>> PAGE_BITS];
        int offset = position & PAGE - 1;
        long hash = hash();
        for (int i = length(page, offset) - 1; i >= 0; i--) {
            hash = hash(hash, (char) (page[offset + LENGTH_BYTES + i] & 0xff));
        }
        return hash;
    }

    private static int slot(long hash, int mask) {
        return (int) ((hash ^ hash >>> 32) * SPREAD >>> 33) & mask;
    }

    private static int length(byte[] page, int offset) {
        return (page[offset] & 0xff) << 8 | page[offset + 1] & 0xff;
    }

    int number(int position) {
        byte[] page = pages[position >>> PAGE_BITS];
        int offset = position & PAGE - 1;
        offset += LENGTH_BYTES + length(page, offset);
        return (page[offset] & 0xff) << 24
                | (page[offset + 1] & 0xff) << 16
                | (page[offset + 2] & 0xff) << 8
                | page[offset + 3] & 0xff;
    }

    String text(int position) {
        byte[] page = pages[position >>> PAGE_BITS];
        int offset = position & PAGE - 1;
        return new String(page, offset + LENGTH_BYTES, length(page, offset), StandardCharsets.ISO_8859_1);
    }

    /** Frees what only {@link #find} and {@link #add} need; they must not be called any more. */
    void dropIndex() {
        slots = new int[0];
    }
}
