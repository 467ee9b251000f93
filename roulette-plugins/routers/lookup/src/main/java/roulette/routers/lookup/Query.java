package roulette.routers.lookup;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roulette.parsers.facts.Fact;
import roulette.parsers.facts.OpeningFacts;
import roulette.parsers.facts.Value;

/**
 * The question to the database: SQL in which <code>{fact}</code> stands for what is known of a client. The facts become
 * parameters of a prepared statement and never part of its text.
 *
 * @param text as it stands in the settings
 * @param jdbc the same with a question mark for each fact
 * @param facts what the question marks stand for
 */
record Query(String text, String jdbc, List<Fact> facts) {
    Query {
        facts = List.copyOf(facts);
    }

    /** The values of the facts: the first where there are several, NULL for what is absent. */
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

    /** Whether nothing can be asked before the client has spoken. */
    boolean needsBytes() {
        return facts.stream().anyMatch(Fact::needsBytes);
    }
}
