package roulette.parsers.mqtt;

import java.nio.ByteBuffer;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/**
 * The CONNECT packet, which an MQTT client must send first. Packets of more than 100,000 bytes are not read, the limit
 * of Mosquitto. The password and the will message are skipped. Strings with NUL or other control characters, which MQTT
 * allows a receiver to refuse, are malformed.
 *
 * @param version {@code 3.1}, {@code 3.1.1} or {@code 5}
 * @param clientId the client identifier; empty if the server is to choose one
 * @param user the user name; empty if there is none
 * @param keepAlive maximum seconds between two packets of the client, 0 to 65535; 0 for no limit
 * @param clean whether an earlier session is discarded (Clean Start, in 3.x Clean Session)
 * @param willTopic the topic of the will; empty if there is none
 * @param bridge whether the client is another broker, marked by the highest bit of the level, as Mosquitto does
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v5.0/os/mqtt-v5.0-os.html">MQTT 5, section 3.1</a>
 * @see <a href="https://docs.oasis-open.org/mqtt/mqtt/v3.1.1/os/mqtt-v3.1.1-os.html">MQTT 3.1.1, section 3.1</a>
 */
public record MqttConnect(
        String version, String clientId, String user, int keepAlive, boolean clean, String willTopic, boolean bridge) {
    private static final Reading<MqttConnect> NO_CONNECT =
            Reading.notThis("does not start with an MQTT CONNECT packet");
    private static final Reading<MqttConnect> NO_LENGTH =
            Reading.notThis("has an invalid CONNECT packet length, or one above 100,000");
    private static final Reading<MqttConnect> NO_NAME =
            Reading.notThis("has a protocol name other than MQTT or MQIsdp");
    private static final Reading<MqttConnect> UNKNOWN_LEVEL = Reading.malformed("is not MQTT 3.1, 3.1.1 or 5");

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

    /** Empty for an unknown name and level. The bridge bit is not used above 3.1.1. */
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
