package roulette.accesslog;

import roulette.text.OneLine;

/** {@code key=value}. A value with anything but harmless ASCII is quoted, and escaped with backslashes. */
final class TextFields implements Fields {
    private final StringBuilder line = new StringBuilder(256);

    @Override
    public void text(String key, String value) {
        key(key);
        if (isPlain(value)) {
            line.append(value);
        } else {
            quote(value);
        }
    }

    @Override
    public void number(String key, String value) {
        key(key);
        line.append(value);
    }

    @Override
    public void absent(String key) {
        key(key);
        line.append('-');
    }

    @Override
    public String end() {
        return line.append('\n').toString();
    }

    private void key(String key) {
        if (!line.isEmpty()) {
            line.append(' ');
        }
        line.append(key).append('=');
    }

    /** Whether it can stand without quotes. A lone hyphen would say that there is no value. */
    private static boolean isPlain(String value) {
        return !value.isEmpty()
                && !value.equals("-")
                && value.chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || "._:/@,[]+-".indexOf(c) >= 0);
    }

    private void quote(String value) {
        line.append('"');
        // First what the text has of its own, so that the escapes added afterwards can be told apart.
        line.append(OneLine.of(value.replace("\\", "\\\\").replace("\"", "\\\"")));
        line.append('"');
    }
}
