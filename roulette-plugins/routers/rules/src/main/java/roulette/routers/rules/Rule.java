package roulette.routers.rules;

/**
 * One rule.
 *
 * @param name for access lines
 * @param condition when it is this rule that decides
 * @param action what becomes of the client then
 */
record Rule(String name, Condition condition, Action action) {
    boolean refuses() {
        return action instanceof Action.Refuse;
    }
}
