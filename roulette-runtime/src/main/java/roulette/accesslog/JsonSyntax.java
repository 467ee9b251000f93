package roulette.accesslog;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One JSON object (RFC 8259), in printable ASCII. Absent values are omitted. */
final class JsonSyntax implements Syntax {
    private final Bytes out;
    private boolean first;

    JsonSyntax(Bytes out) {
        this.out = out;
    }

    @Override
    public void begin() {
        out.octet('{');
        first = true;
    }

    @Override
    public void text(String key, String value) {
        key(key);
        string(value);
    }

    @Override
    public void list(String key, List<String> values) {
        key(key);
        out.octet('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            string(values.get(i));
        }
        out.octet(']');
    }

    @Override
    public void map(String key, Map<String, String> values) {
        key(key);
        out.octet('{');
        first = true;
        values.forEach(this::text);
        out.octet('}');
        first = false;
    }

    @Override
    public void count(String key, long value) {
        key(key);
        out.number(value);
    }

    @Override
    public void millis(String key, Duration value) {
        key(key);
        out.millis(value);
    }

    @Override
    public void absent(String key) {}

    @Override
    public void end() {
        out.octet('}');
        out.octet('\n');
    }

    private void key(String key) {
        if (!first) {
            out.octet(',');
        }
        first = false;
        string(key);
        out.octet(':');
    }

    private void string(String value) {
        out.octet('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                out.octet('\\');
                out.octet(c);
            } else if (c < ' ' || c > '~') {
                out.unicodeEscape(c);
            } else {
                out.octet(c);
            }
        }
        out.octet('"');
    }
}
