package roulette.routers.socks;

/** A parser's result for the bytes so far. */
sealed interface Message<T> {
    /** The message is incomplete. */
    record Partial<T>() implements Message<T> {}

    /**
     * No further bytes can make this a valid message.
     *
     * @param outcome the reply for the client
     * @param reason what is wrong; contains no client text
     */
    record Invalid<T>(Outcome outcome, String reason) implements Message<T> {}

    /**
     * A complete message.
     *
     * @param value its contents
     * @param length its size in bytes; further bytes are not part of it
     */
    record Whole<T>(T value, int length) implements Message<T> {}
}
