package roulette.parsers.facts;

import java.util.LinkedHashMap;
import java.util.Map;

/** What a router answers when it is asked to explain what it sees. */
public final class Explanation {
    private Explanation() {}

    /**
     * A map in the order of its entries, to which more can be added.
     *
     * @param entries name, value, name, value
     */
    public static Map<String, String> of(Object... entries) {
        Map<String, String> explanation = new LinkedHashMap<>();
        for (int at = 0; at < entries.length; at += 2) {
            explanation.put(entries[at].toString(), entries[at + 1].toString());
        }
        return explanation;
    }
}
