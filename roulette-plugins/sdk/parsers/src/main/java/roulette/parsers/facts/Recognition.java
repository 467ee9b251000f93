package roulette.parsers.facts;

/** Which protocol a client speaks. */
public sealed interface Recognition {
    /** This one. */
    record Recognised(Protocol<?> protocol) implements Recognition {}

    /**
     * It began as this one and broke its rules.
     *
     * @param reason half a sentence for people, without any of the client's bytes
     */
    record Malformed(Protocol<?> protocol, String reason) implements Recognition {}

    /** None of those that are known. */
    record Unrecognised() implements Recognition {}

    /** It has not said enough to tell. */
    record Pending() implements Recognition {}
}
