package roulette.routers.rules;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import roulette.parsers.facts.Fact;
import roulette.parsers.routing.HostsFile;

/**
 * Ordered rules; the first that holds decides.
 *
 * @param facts those that the rules read, in order
 * @param files those that the rules look up hosts in
 */
record RuleList(List<Rule> rules, Set<Fact> facts, List<HostsFile> files) {
    static final RuleList EMPTY = new RuleList(List.of(), Set.of(), List.of());

    RuleList {
        rules = List.copyOf(rules);
        facts = Collections.unmodifiableSet(new LinkedHashSet<>(facts));
    }

    /**
     * The rule that decides. A client can't get past a rule by leaving it open forever, for instance with a head that
     * is too long or never ends.
     */
    Finding find(Situation situation) {
        for (Rule rule : rules) {
            switch (rule.condition().test(situation)) {
                case YES -> {
                    return new Finding.Holds(rule);
                }
                case NO -> {}
                case BROKEN -> {
                    return new Finding.Broken(rule);
                }
                case OPEN -> {
                    return situation.complete() ? new Finding.Broken(rule) : new Finding.Open(rule);
                }
            }
        }
        return new Finding.None();
    }

    /**
     * The rule for a client that sends nothing: the first that needs no bytes. A forward counts only if no rule before
     * it needs bytes.
     */
    Finding findForSilent(Situation situation) {
        boolean open = false;
        for (Rule rule : rules) {
            switch (rule.condition().test(situation)) {
                case YES -> {
                    if (!open || rule.refuses()) {
                        return new Finding.Holds(rule);
                    }
                }
                case NO -> {}
                case BROKEN, OPEN -> open = true;
            }
        }
        return new Finding.None();
    }

    /** Whether a rule may decide before the client sends bytes. */
    boolean mayDecideWithoutBytes() {
        return rules.stream().anyMatch(rule -> !rule.condition().needsBytes());
    }

    /** Whether the last rule holds for every connection. */
    boolean endWithCatchAll() {
        return !rules.isEmpty()
                && rules.getLast().condition() instanceof Condition.All(List<Condition> parts)
                && parts.isEmpty();
    }
}
