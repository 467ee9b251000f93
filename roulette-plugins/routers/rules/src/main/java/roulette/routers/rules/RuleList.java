package roulette.routers.rules;

import java.util.List;

/** Rules in their order; the first that holds decides. */
record RuleList(List<Rule> rules) {
    static final RuleList EMPTY = new RuleList(List.of());

    RuleList {
        rules = List.copyOf(rules);
    }

    /**
     * The rule that decides. Who leaves a rule open for good, by a head that is too long or never ends, does not get past
     * it.
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
                    return situation.settled() ? new Finding.Broken(rule) : new Finding.Open(rule);
                }
            }
        }
        return new Finding.None();
    }

    /**
     * The rule that decides about a client that has said nothing and won't: one that needs no bytes. What forwards comes
     * into question only as long as no rule before it asks what the client says.
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

    /** Whether a rule may decide before the client has spoken. */
    boolean mayDecideWithoutBytes() {
        return rules.stream().anyMatch(rule -> !rule.condition().needsBytes());
    }

    /** Whether the last rule holds of every connection. */
    boolean endWithCatchAll() {
        return !rules.isEmpty()
                && rules.getLast().condition() instanceof Condition.All(List<Condition> parts)
                && parts.isEmpty();
    }
}
