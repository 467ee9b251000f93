package roulette.parsers.facts;

/** The protocol a client speaks. */
public sealed interface Recognition {
    /** The client speaks this protocol. */
    record Recognised(Protocol<?> protocol) implements Recognition {}

    /**
     * The bytes start like this protocol, then violate it.
     *
     * @param reason a short phrase for people, without any of the client's bytes
     */
    record Malformed(Protocol<?> protocol, String reason) implements Recognition {}

    /** None of the known protocols. */
    record Unrecognised() implements Recognition {}

    /** More bytes are needed. */
    record Pending() implements Recognition {}
}
