package roulette.accesslog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses one object of RFC 8259 and rejects everything else. Numbers become {@link BigDecimal}. */
final class JsonParser {
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?(?:[eE][+-]?[0-9]+)?");
    private static final String SHORT = "\"\\/bfnrt";
    private static final String MEANT = "\"\\/\b\f\n\r\t";

    private final String text;
    private int at;

    private JsonParser(String text) {
        this.text = text;
    }

    static Map<String, Object> object(String text) {
        JsonParser parser = new JsonParser(text);
        Map<String, Object> object = parser.object();
        if (parser.at != text.length()) {
            throw parser.wrong("the end");
        }
        return object;
    }

    private Map<String, Object> object() {
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (!next('}')) {
            do {
                String key = string();
                expect(':');
                if (members.put(key, value()) != null) {
                    throw wrong("a key that is new");
                }
            } while (next(','));
            expect('}');
        }
        return members;
    }

    private Object value() {
        return switch (text.charAt(at)) {
            case '"' -> string();
            case '[' -> array();
            case '{' -> object();
            default -> number();
        };
    }

    private List<Object> array() {
        List<Object> elements = new ArrayList<>();
        expect('[');
        if (!next(']')) {
            do {
                elements.add(value());
            } while (next(','));
            expect(']');
        }
        return elements;
    }

    private BigDecimal number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw wrong("a value");
        }
        at = number.end();
        return new BigDecimal(number.group());
    }

    private String string() {
        StringBuilder value = new StringBuilder();
        expect('"');
        while (!next('"')) {
            char c = text.charAt(at++);
            if (c < ' ') {
                throw wrong("no control character");
            }
            value.append(c == '\\' ? escape() : c);
        }
        return value.toString();
    }

    private char escape() {
        char c = text.charAt(at++);
        if (c == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 4, at), 16);
        }
        if (SHORT.indexOf(c) < 0) {
            throw wrong("an escape");
        }
        return MEANT.charAt(SHORT.indexOf(c));
    }

    private boolean next(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private void expect(char c) {
        if (!next(c)) {
            throw wrong(String.valueOf(c));
        }
    }

    private AssertionError wrong(String expected) {
        return new AssertionError("expected " + expected + " at " + at + ": " + text);
    }
}
