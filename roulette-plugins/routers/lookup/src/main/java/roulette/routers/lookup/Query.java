package roulette.routers.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Value;

/**
 * A query: SQL in which <code>{fact}</code> is a placeholder. Facts become parameters of a prepared statement, never
 * part of its text.
 *
 * @param text as in the settings
 * @param jdbc the same with a question mark for each fact
 * @param facts the facts for the question marks
 */
record Query(String text, String jdbc, List<Fact> facts) {
    Query {
        facts = List.copyOf(facts);
    }

    /** The values of the facts: the first of several, NULL if absent. */
    Parameters parameters(OpeningFacts known) {
        List<Optional<String>> values = new ArrayList<>(facts.size());
        boolean pending = false;
        for (Fact fact : facts) {
            switch (known.value(fact)) {
                case Value.Known value -> values.add(Optional.of(value.first()));
                case Value.Absent _ -> values.add(Optional.empty());
                case Value.Pending _ -> pending = true;
                case Value.Malformed(String reason) -> {
                    return new Parameters.Malformed(fact + ": " + reason);
                }
            }
        }
        return pending ? new Parameters.Pending() : new Parameters.Known(new Key(values));
    }

    /** Whether the query needs bytes from the client. */
    boolean needsBytes() {
        return facts.stream().anyMatch(Fact::needsBytes);
    }
}
