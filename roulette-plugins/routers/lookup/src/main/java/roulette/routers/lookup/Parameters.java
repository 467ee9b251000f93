package roulette.routers.lookup;

/** A client's values for the parameters of a query. */
sealed interface Parameters {
    /** All are known. */
    record Known(Key key) implements Parameters {}

    /** More of the client's bytes are needed. */
    record Pending() implements Parameters {}

    /** The client violated the protocol of a parameter. */
    record Malformed(String reason) implements Parameters {}
}
