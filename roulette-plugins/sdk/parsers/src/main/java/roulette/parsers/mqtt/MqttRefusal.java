package roulette.parsers.mqtt;

/**
 * How MQTT says no: a CONNACK packet with a return code (3.1 and 3.1.1) or a reason code (5). Where 3.x has no code for a
 * reason, it is the nearest one.
 *
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html">MQTT 5, section 3.2.2.2</a>
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html">MQTT 3.1.1, table 3.1</a>
 */
public enum MqttRefusal {
    /** The server does not speak the client's version of MQTT. */
    UNSUPPORTED_VERSION(1, 0x84),
    /** The client's identifier is well-formed and not allowed. */
    CLIENT_IDENTIFIER_NOT_VALID(2, 0x85),
    /** The server is there, and MQTT is not. */
    SERVER_UNAVAILABLE(3, 0x88),
    /** Try again later. */
    SERVER_BUSY(3, 0x89),
    /** For now, the client is to go to another server. */
    USE_ANOTHER_SERVER(3, 0x9c),
    /** For good, the client is to go to another server. */
    SERVER_MOVED(3, 0x9d),
    /** The name or the password is wrong. */
    BAD_USER_NAME_OR_PASSWORD(4, 0x86),
    /** The client may not connect. */
    NOT_AUTHORIZED(5, 0x87),
    /** The client may not connect, and only an administrator can change that. */
    BANNED(5, 0x8a);

    private final int returnCode;
    private final int reasonCode;

    MqttRefusal(int returnCode, int reasonCode) {
        this.returnCode = returnCode;
        this.reasonCode = reasonCode;
    }

    /**
     * The packet for a client of this version; the connection is to be closed behind it.
     *
     * @param version as {@link MqttConnect#version()} has it; the form of 3.x for any but {@code 5}
     */
    public byte[] connack(String version) {
        return version.equals("5")
                ? new byte[] {0x20, 3, 0, (byte) reasonCode, 0}
                : new byte[] {0x20, 2, 0, (byte) returnCode};
    }
}
