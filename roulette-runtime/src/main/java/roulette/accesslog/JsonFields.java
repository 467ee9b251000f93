package roulette.accesslog;

/** One JSON object, in ASCII (RFC 8259, section 7). */
final class JsonFields implements Fields {
    private final StringBuilder line = new StringBuilder(320).append('{');

    @Override
    public void text(String key, String value) {
        key(key);
        line.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                line.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                line.append("\\u").append(String.format("%04x", (int) c));
            } else {
                line.append(c);
            }
        }
        line.append('"');
    }

    @Override
    public void number(String key, String value) {
        key(key);
        line.append(value);
    }

    @Override
    public void absent(String key) {}

    @Override
    public String end() {
        return line.append("}\n").toString();
    }

    private void key(String key) {
        if (line.length() > 1) {
            line.append(',');
        }
        line.append('"').append(key).append("\":");
    }
}
