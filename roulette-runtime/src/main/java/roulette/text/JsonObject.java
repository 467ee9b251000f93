package roulette.text;

import java.util.List;

/** Writes one JSON object (RFC 8259) in a line of printable ASCII. */
public final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    public JsonObject text(String key, String value) {
        key(key);
        string(value);
        return this;
    }

    public JsonObject number(String key, long value) {
        key(key);
        text.append(value);
        return this;
    }

    public JsonObject flag(String key, boolean value) {
        key(key);
        text.append(value);
        return this;
    }

    public JsonObject texts(String key, List<String> values) {
        key(key);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",");
            string(values.get(i));
        }
        text.append(']');
        return this;
    }

    public JsonObject object(String key, JsonObject value) {
        key(key);
        text.append(value);
        return this;
    }

    public JsonObject objects(String key, List<JsonObject> values) {
        key(key);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(values.get(i));
        }
        text.append(']');
        return this;
    }

    private void key(String key) {
        text.append(text.length() == 1 ? "" : ",");
        string(key);
        text.append(':');
    }

    private void string(String value) {
        JsonString.write(value, character -> text.append((char) character));
    }

    @Override
    public String toString() {
        return text + "}";
    }
}
