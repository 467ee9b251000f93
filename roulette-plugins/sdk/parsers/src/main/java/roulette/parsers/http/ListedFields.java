package roulette.parsers.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Headers decoded from HPACK, in order. Enforces {@link HttpRequest#MAX_HEADERS} and, counted as in HTTP/2 (RFC 9113,
 * section 6.5.2), {@link HttpRequest#MAX_HEADER_BYTES}, because a byte of a header block can stand for thousands.
 */
final class ListedFields implements Fields {
    /** The overhead counted for each header beyond name and value, in bytes. */
    static final int OVERHEAD = 32;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private int bytes;

    /** Adds a header; false if a limit is exceeded. */
    boolean add(String name, String value) {
        bytes += name.length() + value.length() + OVERHEAD;
        if (bytes > HttpRequest.MAX_HEADER_BYTES || names.size() == HttpRequest.MAX_HEADERS) {
            return false;
        }
        names.add(name);
        values.add(value);
        return true;
    }

    int count() {
        return names.size();
    }

    String name(int index) {
        return names.get(index);
    }

    String value(int index) {
        return values.get(index);
    }

    @Override
    public List<String> values(String name) {
        List<String> found = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).equalsIgnoreCase(name) && name.charAt(0) != ':') {
                found.add(values.get(i));
            }
        }
        return List.copyOf(found);
    }
}
