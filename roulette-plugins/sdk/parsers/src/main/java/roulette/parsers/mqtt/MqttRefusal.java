package roulette.parsers.mqtt;

/**
 * MQTT's refusals: a CONNACK packet with a return code (3.1 and 3.1.1) or a reason code (5). If 3.x has no code for a
 * reason, the closest one is used.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html">MQTT 5, section 3.2.2.2</a>
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html">MQTT 3.1.1, table 3.1</a>
 */
public enum MqttRefusal {
    /** The server does not speak the client's version of MQTT. */
    UNSUPPORTED_VERSION(1, 0x84),
    /** The client's identifier is well-formed and not allowed. */
    CLIENT_IDENTIFIER_NOT_VALID(2, 0x85),
    /** The MQTT service is unavailable. */
    SERVER_UNAVAILABLE(3, 0x88),
    /** The server is busy; try again later. */
    SERVER_BUSY(3, 0x89),
    /** The client should use another server for now. */
    USE_ANOTHER_SERVER(3, 0x9c),
    /** The client should use another server permanently. */
    SERVER_MOVED(3, 0x9d),
    /** The user name or password is wrong. */
    BAD_USER_NAME_OR_PASSWORD(4, 0x86),
    /** The client is not authorized. */
    NOT_AUTHORIZED(5, 0x87),
    /** The client is banned by an administrator. */
    BANNED(5, 0x8a);

    private final int returnCode;
    private final int reasonCode;

    MqttRefusal(int returnCode, int reasonCode) {
        this.returnCode = returnCode;
        this.reasonCode = reasonCode;
    }

    /**
     * The packet for a client of this version; close the connection after sending it.
     *
     * @param version as in {@link MqttConnect#version()}; any but {@code 5} gets the 3.x form
     */
    public byte[] connack(String version) {
        return version.equals("5")
                ? new byte[] {0x20, 3, 0, (byte) reasonCode, 0}
                : new byte[] {0x20, 2, 0, (byte) returnCode};
    }
}
