package roulette.accesslog;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import roulette.text.JsonString;
import roulette.text.OneLine;

/**
 * {@code key=value} separated by spaces. A value with characters other than letters, digits and {@code ._:/@,[]+-} is
 * quoted, with the escapes {@code \"}, {@code \\} and {@code \}{@code uXXXX}; an unquoted {@code -} means no value.
 * List elements are separated by commas; a comma within an element is {@code \}{@code u002c}. Each entry of a map is a
 * key of its own, {@code map.name=value}.
 */
final class TextSyntax implements Syntax {
    private static final String NOTHING = "-";

    private final Bytes out;
    private boolean first;

    TextSyntax(Bytes out) {
        this.out = out;
    }

    @Override
    public void begin() {
        first = true;
    }

    @Override
    public void text(String key, String value) {
        key(key);
        if (isPlain(value)) {
            out.ascii(value);
        } else {
            out.octet('"');
            escaped(value, false);
            out.octet('"');
        }
    }

    @Override
    public void list(String key, List<String> values) {
        if (values.size() == 1 && values.getFirst().indexOf(',') < 0) {
            text(key, values.getFirst());
            return;
        }
        key(key);
        boolean quoted = !values.stream().allMatch(value -> isPlain(value) && value.indexOf(',') < 0);
        if (quoted) {
            out.octet('"');
        }
        for (int i = 0; i < values.size(); i++) {
            if (i > 0) {
                out.octet(',');
            }
            escaped(values.get(i), true);
        }
        if (quoted) {
            out.octet('"');
        }
    }

    @Override
    public void map(String key, Map<String, String> values) {
        values.forEach((name, value) -> text(key + "." + name, value));
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
    public void absent(String key) {
        key(key);
        out.ascii(NOTHING);
    }

    @Override
    public void end() {
        out.octet('\n');
    }

    private void key(String key) {
        if (!first) {
            out.octet(' ');
        }
        first = false;
        out.ascii(key);
        out.octet('=');
    }

    private void escaped(String value, boolean inList) {
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            int units = Character.charCount(c);
            if (c == '"' || c == '\\') {
                out.octet('\\');
                out.octet(c);
            } else if (OneLine.isHarmful(c) || (inList && c == ',')) {
                for (int unit = 0; unit < units; unit++) {
                    JsonString.escape(value.charAt(i + unit), out::octet);
                }
            } else {
                out.codePoint(c);
            }
            i += units;
        }
    }

    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (!isPlain(value.charAt(i))) {
                return false;
            }
        }
        return !value.isEmpty() && !value.equals(NOTHING);
    }

    private static boolean isPlain(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._:/@,[]+-".indexOf(c) >= 0;
    }
}
