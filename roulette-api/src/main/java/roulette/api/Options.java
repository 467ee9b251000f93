package roulette.api;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The optional parts of a decision: options, each at most once, and labels. Immutable, compact, in the order in which
 * the keys were first set.
 */
final class Options {
    static final Options NONE = new Options(new Object[0]);
    private static final int MOST_LABELS = 16;
    private static final int LONGEST_KEY = 32;
    private static final int MOST_BYTES = 256;

    /** The key of an option, with the type of its value. */
    static final class Key<T> {
        private final String name;
        private final Class<T> type;

        Key(String name, Class<T> type) {
            this.name = name;
            this.type = type;
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Key<String> BECAUSE = new Key<>("because", String.class);

    /** Key, value, key, value: an option has a {@link Key}, a label a String. */
    private final Object[] entries;

    private Options(Object[] entries) {
        this.entries = entries;
    }

    <T> Optional<T> get(Key<T> key) {
        int at = indexOf(key);
        return at == entries.length ? Optional.empty() : Optional.of(key.type.cast(entries[at + 1]));
    }

    <T> Options with(Key<T> key, T value) {
        return put(key, value);
    }

    String because() {
        return get(BECAUSE).orElse("");
    }

    Options because(String text) {
        return text.isEmpty() && because().isEmpty() ? this : with(BECAUSE, cut(text));
    }

    Options label(String key, String value) {
        if (!isKey(key)) {
            throw new IllegalArgumentException("the key of a label is a lower-case letter, then up to "
                    + (LONGEST_KEY - 1) + " of a-z, 0-9, \"-\" and \"_\", not \"" + key + "\"");
        }
        if (value.isEmpty()) {
            return this;
        }
        Options labelled = put(key, cut(value));
        if (labelled.entries.length > 2 * MOST_LABELS && labelled.labels().size() > MOST_LABELS) {
            throw new IllegalArgumentException("a decision has at most " + MOST_LABELS + " labels");
        }
        return labelled;
    }

    Map<String, String> labels() {
        Map<String, String> labels = Map.of();
        for (int at = 0; at < entries.length; at += 2) {
            if (entries[at] instanceof String key) {
                labels = labels.isEmpty() ? new LinkedHashMap<>() : labels;
                labels.put(key, (String) entries[at + 1]);
            }
        }
        return labels.isEmpty() ? labels : Collections.unmodifiableMap(labels);
    }

    private Options put(Object key, Object value) {
        int at = indexOf(key);
        Object[] changed = Arrays.copyOf(entries, Math.max(entries.length, at + 2));
        changed[at] = key;
        changed[at + 1] = value;
        return new Options(changed);
    }

    /** The index of this key, or the length of the entries. */
    private int indexOf(Object key) {
        int at = 0;
        while (at < entries.length && !entries[at].equals(key)) {
            at += 2;
        }
        return at;
    }

    private static boolean isKey(String key) {
        return !key.isEmpty()
                && key.length() <= LONGEST_KEY
                && key.charAt(0) >= 'a'
                && key.charAt(0) <= 'z'
                && key.chars().allMatch(c -> c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_');
    }

    /** The longest prefix of whole characters that takes at most {@link #MOST_BYTES} in UTF-8. */
    static String cut(String text) {
        int bytes = 0;
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            bytes += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (bytes > MOST_BYTES) {
                return text.substring(0, at);
            }
            at += Character.charCount(character);
        }
        return text;
    }

    private Map<Object, Object> asMap() {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int at = 0; at < entries.length; at += 2) {
            map.put(entries[at], entries[at + 1]);
        }
        return map;
    }

    /** Compares without regard to the order. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Options that && asMap().equals(that.asMap());
    }

    @Override
    public int hashCode() {
        return asMap().hashCode();
    }

    @Override
    public String toString() {
        return entries.length == 0 ? "" : " " + asMap();
    }
}
