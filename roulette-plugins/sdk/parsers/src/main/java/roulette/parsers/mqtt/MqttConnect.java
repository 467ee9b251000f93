package roulette.parsers.mqtt;

import java.nio.ByteBuffer;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/**
 * What an MQTT client says in its CONNECT packet, which has to be its first. A packet of more than 100,000 bytes is not
 * read: Mosquitto draws the line there, too. The password and the message of the will are skipped. Strings have neither
 * NUL nor other control characters, which MQTT lets a receiver refuse.
 *
 * @param version {@code 3.1}, {@code 3.1.1} or {@code 5}
 * @param clientId the client's identifier; empty where the server is to choose one
 * @param user the user's name; empty where there is none
 * @param keepAlive seconds between two packets of the client, 0 to 65535; 0 for any
 * @param clean whether nothing is left of an earlier session (Clean Start, in 3.x Clean Session)
 * @param willTopic where the will is published; empty where there is none
 * @param bridge whether it is another server that connects, as Mosquitto marks it in the highest bit of the level
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html">MQTT 5, section 3.1</a>
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html">MQTT 3.1.1, section 3.1</a>
 */
public record MqttConnect(
        String version, String clientId, String user, int keepAlive, boolean clean, String willTopic, boolean bridge) {
    private static final Reading<MqttConnect> NO_CONNECT = Reading.notThis("does not begin with MQTT's CONNECT packet");
    private static final Reading<MqttConnect> NO_LENGTH =
            Reading.notThis("has a length that no CONNECT packet has, or one above 100,000");
    private static final Reading<MqttConnect> NO_NAME = Reading.notThis("names neither MQTT nor MQIsdp");
    private static final Reading<MqttConnect> UNKNOWN_LEVEL = Reading.malformed("is neither MQTT 3.1, 3.1.1 nor 5");

    private static final int CONNECT = 0x10;
    private static final int LENGTH_BYTES = 4;
    private static final int SHORTEST = 12;
    private static final int LONGEST = 100_000;
    private static final String NAME = "\0\4MQTT";
    private static final String OLD_NAME = "\0\6MQIsdp";
    private static final int BRIDGE = 0x80;

    /** Reads from position to limit. */
    public static Reading<MqttConnect> read(ByteBuffer bytes) {
        Cursor cursor = Cursor.of(bytes);
        if (!cursor.has(1)) {
            return Reading.partial();
        }
        if (cursor.u8() != CONNECT) {
            return NO_CONNECT;
        }
        int length = 0;
        int read = 0;
        int part;
        do {
            if (read == LENGTH_BYTES) {
                return NO_LENGTH;
            }
            if (!cursor.has(1)) {
                return Reading.partial();
            }
            part = cursor.u8();
            length |= (part & 0x7f) << 7 * read++;
        } while (part >= 0x80);
        if (length < SHORTEST || length > LONGEST) {
            return NO_LENGTH;
        }
        return named(cursor, length, 1 + read + length);
    }

    private static Reading<MqttConnect> named(Cursor cursor, int length, int whole) {
        String name = cursor.beginsWith(NAME) ? NAME : OLD_NAME;
        if (!cursor.beginsWith(name)) {
            return NO_NAME;
        }
        if (!cursor.has(name.length() + 1)) {
            return Reading.partial();
        }
        int level = cursor.peek(name.length());
        String version = version(name, level);
        if (version.isEmpty()) {
            return UNKNOWN_LEVEL;
        }
        if (!cursor.has(length)) {
            return Reading.partial();
        }
        Cursor rest = cursor.part(length);
        rest.skip(name.length() + 1);
        return new ConnectPacket(rest, version, level >= BRIDGE).read(whole);
    }

    /** Empty where there is none of this name and level. Bridges speak no version above 3.1.1 in their own way. */
    private static String version(String name, int level) {
        if (name.equals(OLD_NAME)) {
            return (level & ~BRIDGE) == 3 ? "3.1" : "";
        }
        return switch (level) {
            case 4, 4 | BRIDGE -> "3.1.1";
            case 5 -> "5";
            default -> "";
        };
    }
}
