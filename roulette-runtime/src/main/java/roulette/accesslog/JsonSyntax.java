package roulette.accesslog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import roulette.text.JsonString;

/** One JSON object (RFC 8259), in printable ASCII. Absent values are omitted. */
final class JsonSyntax implements Syntax {
    private final Bytes out;
    private final IntConsumer octets;
    private boolean first;

    JsonSyntax(Bytes out) {
        this.out = out;
        octets = out::octet;
    }

    @Override
    public void begin() {
        out.octet('{');
        first = true;
    }

    @Override
    public void text(String key, String value) {
        key(key);
        JsonString.write(value, octets);
    }

    @Override
    public void list(String key, List<String> values) {
        key(key);
        out.octet('[');
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            JsonString.write(values.get(i), octets);
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
        JsonString.write(key, octets);
        out.octet(':');
    }
}
