package roulette.routers.lookup;

import java.util.List;
import java.util.Optional;

/**
 * The values of a query's parameters, in order: the cache key.
 *
 * @param values empty for NULL
 */
record Key(List<Optional<String>> values) {
    private static final int LONGEST = 1000;
    private static final int EACH = 72;
    private static final int EACH_LETTER = 2;

    Key {
        values = List.copyOf(values);
    }

    /** Approximate memory use in bytes. Non-Latin-1 strings have two bytes per character. */
    int bytes() {
        return EACH * values.size() + EACH_LETTER * length();
    }

    /** Whether it may be cached: clients that send long texts must not fill the cache. */
    boolean isShort() {
        return length() <= LONGEST;
    }

    private int length() {
        int length = 0;
        for (Optional<String> value : values) {
            length += value.map(String::length).orElse(0);
        }
        return length;
    }
}
