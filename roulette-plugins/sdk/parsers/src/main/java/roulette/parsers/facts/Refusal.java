package roulette.parsers.facts;

/** Why a client is refused, so that a protocol can say so in its own words. */
public enum Refusal {
    /** Nothing is known of where the client wants to go. */
    UNKNOWN_DESTINATION("unknown destination"),
    /** It is known and not allowed. */
    FORBIDDEN("not allowed"),
    /** What the client said breaks the rules of its protocol. */
    MALFORMED("malformed request"),
    /** The place is known and can't be reached now. */
    UNREACHABLE("temporarily unavailable");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** The same for people, where nobody has better words. */
    public String text() {
        return text;
    }
}
