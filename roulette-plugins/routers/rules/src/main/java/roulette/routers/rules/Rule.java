package roulette.routers.rules;

/**
 * One rule.
 *
 * @param name for the access log
 * @param condition when the rule applies
 * @param action what it does
 */
record Rule(String name, Condition condition, Action action) {
    boolean refuses() {
        return action instanceof Action.Refuse;
    }
}
