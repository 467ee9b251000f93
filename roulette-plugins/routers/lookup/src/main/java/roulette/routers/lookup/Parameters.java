package roulette.routers.lookup;

/** What is known of the parameters of a query for one client. */
sealed interface Parameters {
    /** All of them. */
    record Known(Key key) implements Parameters {}

    /** The client has not said enough. */
    record Pending() implements Parameters {}

    /** The client broke the rules of the protocol that a parameter is of. */
    record Malformed(String reason) implements Parameters {}
}
