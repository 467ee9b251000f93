package roulette.api;

/** Why a target was given up. */
public enum Failure {
    /** The host's name could not be looked up. */
    UNRESOLVED("its name could not be looked up"),
    /** The host answered that nobody listens on that port. */
    REFUSED("it refused the connection"),
    /** The network has no way to the host. */
    UNREACHABLE("no route leads to it"),
    /** The target was not connected within the connect timeout. */
    CONNECT_TIMEOUT("it was not connected in time"),
    /** The target was connected, and said nothing within {@link Decision.Forward#firstByteTimeout()}. */
    NO_FIRST_BYTE("it was connected and said nothing in time"),
    /** The target was connected, and has not said in time what {@link Router#answered} waited for. */
    NO_ANSWER("it did not answer the router in time"),
    /** The target was connected, and closed the connection while it spoke with the router. */
    CLOSED("it closed the connection while it spoke with the router"),
    /** {@link Router#answered} gave the target up. */
    GIVEN_UP("the router gave it up"),
    /** Anything else, such as a lack of local ports; the log has the reason. */
    ERROR("an error on the way");

    private final String reason;

    Failure(String reason) {
        this.reason = reason;
    }

    /** Half a sentence for people, about the target. */
    public String reason() {
        return reason;
    }
}
