package roulette.routers.rules;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import roulette.parsers.facts.Fact;

/**
 * Reads the patterns of one condition. {@code ~} starts a regular expression for the whole value. For hosts, {@code
 * *.example.com} matches all names below it, {@code *} every host. In other texts each {@code *} matches any run of
 * characters.
 */
final class PatternReader {
    private PatternReader() {}

    /**
     * The patterns, of which one must match.
     *
     * @throws IllegalArgumentException if one is invalid; the message quotes it
     */
    static List<TextPattern> read(Fact fact, List<String> texts) {
        List<TextPattern> patterns = new ArrayList<>();
        List<String> hosts = new ArrayList<>();
        Set<String> literals = new LinkedHashSet<>();
        for (String text : texts) {
            if (text.isEmpty()) {
                throw new IllegalArgumentException("must not be empty");
            } else if (text.startsWith("~")) {
                patterns.add(new ExpressionPattern(new Expression(text.substring(1))));
            } else if (fact.kind() == Fact.Kind.HOST) {
                hosts.add(text);
            } else if (text.indexOf('*') >= 0) {
                patterns.add(new Wildcard(text));
            } else {
                literals.add(text);
            }
        }
        if (!hosts.isEmpty()) {
            patterns.addFirst(new HostPatterns(hosts));
        }
        if (!literals.isEmpty()) {
            patterns.addFirst(new Literals(literals));
        }
        if (patterns.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        return List.copyOf(patterns);
    }
}
