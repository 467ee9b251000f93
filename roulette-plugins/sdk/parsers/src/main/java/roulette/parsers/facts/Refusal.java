package roulette.parsers.facts;

/** Why a client is refused; each protocol encodes it in its own message. */
public enum Refusal {
    /** The requested destination is unknown. */
    UNKNOWN_DESTINATION("unknown destination"),
    /** The destination is known but not allowed. */
    FORBIDDEN("not allowed"),
    /** The client's bytes violate its protocol. */
    MALFORMED("malformed request"),
    /** The client's first message is longer than the limit for openings. */
    TOO_LARGE("the request is too large"),
    /** The destination is known but can't be reached now. */
    UNREACHABLE("temporarily unavailable");

    private final String text;

    Refusal(String text) {
        this.text = text;
    }

    /** A default text for people. */
    public String text() {
        return text;
    }
}
