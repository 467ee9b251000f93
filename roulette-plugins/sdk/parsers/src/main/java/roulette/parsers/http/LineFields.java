package roulette.parsers.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Headers as HTTP/1 sends them, one per line, decoded lazily. */
final class LineFields implements Fields {
    private final byte[] head;
    private final int from;

    /**
     * @param head valid lines, up to and including the empty one; the array is kept
     * @param from the index of the first header
     */
    LineFields(byte[] head, int from) {
        this.head = head;
        this.from = from;
    }

    @Override
    public List<String> values(String name) {
        List<String> found = List.of();
        int at = from;
        while (head[at] != '\r' && head[at] != '\n') {
            int colon = find(':', at);
            int lineEnd = find('\n', colon);
            if (colon - at == name.length() && isAt(at, name)) {
                int valueEnd = head[lineEnd - 1] == '\r' ? lineEnd - 1 : lineEnd;
                found = with(found, value(head, colon + 1, valueEnd));
            }
            at = lineEnd + 1;
        }
        return found.size() > 1 ? Collections.unmodifiableList(found) : found;
    }

    private static List<String> with(List<String> found, String value) {
        if (found.isEmpty()) {
            return List.of(value);
        }
        List<String> more = found.size() == 1 ? new ArrayList<>(found) : found;
        more.add(value);
        return more;
    }

    private int find(int octet, int start) {
        int at = start;
        while (head[at] != octet) {
            at++;
        }
        return at;
    }

    private boolean isAt(int at, String name) {
        for (int i = 0; i < name.length(); i++) {
            if (lower(head[at + i]) != lower(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static int lower(int c) {
        return c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
    }

    /** The text between these indexes, trimmed of blanks. */
    static String value(byte[] head, int start, int end) {
        int first = start;
        int last = end;
        while (first < last && isBlank(head[first])) {
            first++;
        }
        while (last > first && isBlank(head[last - 1])) {
            last--;
        }
        return new String(head, first, last - first, ISO_8859_1);
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t';
    }
}
