package roulette.parsers.http;

import java.util.ArrayList;
import java.util.List;

/** HPACK's dynamic table (RFC 7541, section 2.3.2). For one thread. */
final class DynamicTable {
    private final int bound;
    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private int oldest;
    private int size;
    private int capacity;

    /** @param bound the maximum capacity, in bytes */
    DynamicTable(int bound) {
        this.bound = bound;
        this.capacity = bound;
    }

    /** Sets the capacity, in bytes; false if it is above the bound. */
    boolean resize(int bytes) {
        if (bytes > bound) {
            return false;
        }
        capacity = bytes;
        evict(0);
        return true;
    }

    /** Adds a header. One larger than the table empties it and is not added. */
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

    /** The current size in bytes. */
    int size() {
        return size;
    }

    /** The name added this many entries ago, 0 for the latest. */
    String name(int age) {
        return names.get(names.size() - 1 - age);
    }

    String value(int age) {
        return values.get(values.size() - 1 - age);
    }
}
