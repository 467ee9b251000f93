package roulette.parsers.http;

import java.util.ArrayList;
import java.util.List;

/**
 * Headers as HPACK gives them, one after the other. Keeps within {@link HttpRequest#MAX_HEADERS} and, counted as HTTP/2
 * counts it (RFC 9113, section 6.5.2), {@link HttpRequest#MAX_HEADER_BYTES}: a byte of a header block can stand for
 * thousands.
 */
final class ListedFields implements Fields {
    /** What each header counts beyond its name and value. */
    static final int OVERHEAD = 32;

    private final List<String> names = new ArrayList<>();
    private final List<String> values = new ArrayList<>();
    private int bytes;

    /** Whether there was room for it. */
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
