package roulette.routers.rules;

/** What to do with a client. */
sealed interface Action {
    /** Forwards it. */
    record Forward(Forwarding forwarding) implements Action {}

    /** Delegates to another configured router. */
    record Delegate(String router) implements Action {}

    /**
     * Refuses it in its protocol.
     *
     * @param text for people, if the protocol has a field for it; if empty, a default text is used
     */
    record Refuse(String text) implements Action {}
}
