package roulette.routers.rules;

/** Which rule decides about a connection. */
sealed interface Finding {
    /** This one holds. */
    record Holds(Rule rule) implements Finding {}

    /** This one could hold, and those before it don't. */
    record Open(Rule rule) implements Finding {}

    /**
     * This one can't be told: it asks about a protocol whose rules the client broke, or about what the client never came
     * to say; those before it don't hold.
     */
    record Broken(Rule rule) implements Finding {}

    /** None holds. */
    record None() implements Finding {}
}
