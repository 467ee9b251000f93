package roulette.routers.rules;

/** The rule that decides about a connection. */
sealed interface Finding {
    /** The rule holds. */
    record Holds(Rule rule) implements Finding {}

    /** The rule may still hold; those before it do not. */
    record Open(Rule rule) implements Finding {}

    /**
     * The rule can't be evaluated, because the client violated the rule's protocol or never sent enough of it; the
     * rules before it do not hold.
     */
    record Broken(Rule rule) implements Finding {}

    /** No rule holds. */
    record None() implements Finding {}
}
