package roulette.routers.socks;

/** What a parser makes of the bytes so far. */
sealed interface Message<T> {
    /** The message has not come to its end yet. */
    record Partial<T>() implements Message<T> {}

    /**
     * Nothing that may follow makes a message of this.
     *
     * @param outcome what the client is told
     * @param reason what is wrong; holds no text of the client's
     */
    record Invalid<T>(Outcome outcome, String reason) implements Message<T> {}

    /**
     * A message from its first to its last byte.
     *
     * @param value what it says
     * @param length how many bytes it has; any that follow belong to something else
     */
    record Whole<T>(T value, int length) implements Message<T> {}
}
