package roulette.routers.lookup;

import java.util.List;
import java.util.Optional;

/**
 * The values of a query's parameters in their order, and so what answers are remembered by.
 *
 * @param values none for what is NULL
 */
record Key(List<Optional<String>> values) {
    private static final int LONGEST = 1000;
    private static final int EACH = 72;
    private static final int EACH_LETTER = 2;

    Key {
        values = List.copyOf(values);
    }

    /** About how much memory it takes. Strings that are not of Latin-1 have two bytes for a letter. */
    int bytes() {
        return EACH * values.size() + EACH_LETTER * length();
    }

    /** Whether it may be remembered: a client that sends long texts shall not fill the memory with them. */
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
