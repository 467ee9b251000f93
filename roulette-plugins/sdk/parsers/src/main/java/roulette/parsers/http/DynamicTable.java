package roulette.parsers.http;

import java.util.ArrayList;
import java.util.List;

/** What the headers so far have left for later ones to point at (RFC 7541, section 2.3.2). For one thread. */
final class DynamicTable {
    private final int bound;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private int oldest;
    private int size;
    private int capacity;

    /** @param bound the largest capacity, in bytes */
    DynamicTable(int bound) {
        this.bound = bound;
        this.capacity = bound;
    }

    /** Makes room for so many bytes and no more; false if it never had so many. */
    boolean resize(int bytes) {
        if (bytes > bound) {
            return false;
        }
        capacity = bytes;
        evict(0);
        return true;
    }

    /** Puts in a header. One that is larger than the table empties it and stays outside. */
    void add(String name, String value) {
        int bytes = bytes(name, value);
        evict(bytes);
        if (bytes <= capacity) {
            names.add(name);
            values.add(value);
            size += bytes;
        }
    }

    private void evict(int coming) {
        while (oldest < names.size() && size + coming > capacity) {
            size -= bytes(names.get(oldest), values.get(oldest));
            oldest++;
        }
    }

    private static int bytes(String name, String value) {
        return name.length() + value.length() + ListedFields.OVERHEAD;
    }

    int count() {
        return names.size() - oldest;
    }

    /** How many bytes it holds. */
    int size() {
        return size;
    }

    /** The name that was put in so many steps ago, 0 for the last one. */
    String name(int age) {
        return names.get(names.size() - 1 - age);
    }

    String value(int age) {
        return values.get(values.size() - 1 - age);
    }
}
