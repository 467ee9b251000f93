package roulette.routers.rules;

/** What becomes of a client. */
sealed interface Action {
    /** It is forwarded. */
    record Forward(Forwarding forwarding) implements Action {}

    /** Another router of the configuration decides. */
    record Delegate(String router) implements Action {}

    /**
     * It is refused, in its protocol's words.
     *
     * @param text for people, where the protocol has room for it; empty: its usual text
     */
    record Refuse(String text) implements Action {}
}
