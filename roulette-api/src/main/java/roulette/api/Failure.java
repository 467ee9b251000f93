package roulette.api;

/** Why a target was given up. More constants will be added, so a {@code switch} needs a {@code default}. */
public enum Failure {
    /** The lookup of the host name failed. */
    UNRESOLVED("its name could not be looked up"),
    /** The host refused the connection: no process listens on that port. */
    REFUSED("it refused the connection"),
    /** There is no route to the host. */
    UNREACHABLE("no route leads to it"),
    /** The target was not connected within the connect timeout. */
    CONNECT_TIMEOUT("it was not connected in time"),
    /** The target was connected, and sent nothing within {@link Decision.Forward#firstByteTimeout()}. */
    NO_FIRST_BYTE("it was connected and sent nothing in time"),
    /** The target was connected, and did not send in time what {@link Router#answered} waited for. */
    NO_ANSWER("it did not answer the router in time"),
    /** The target was connected, and closed the connection before it was joined with the client. */
    CLOSED("it closed the connection while it talked to the router"),
    /** {@link Router#answered} gave the target up. */
    GIVEN_UP("the router gave it up"),
    /** Anything else, such as a lack of local ports; the log has the reason. */
    ERROR("another error");

    private final String reason;

    Failure(String reason) {
        this.reason = reason;
    }

    /** The failure in words, with the target as "it". */
    public String reason() {
        return reason;
    }
}
