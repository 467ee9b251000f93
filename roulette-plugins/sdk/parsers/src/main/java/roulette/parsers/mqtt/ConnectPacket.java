package roulette.parsers.mqtt;

import roulette.parsers.CleanText;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;

/** A complete CONNECT packet from its flags on. The first error is kept; after it every field reads as empty. */
final class ConnectPacket {
    private static final Reading<MqttConnect> BAD_FLAGS = Reading.malformed("has flags that MQTT does not allow");
    private static final Reading<MqttConnect> BAD_LENGTH =
            Reading.malformed("has a field that exceeds the packet, or bytes after its last field");
    private static final Reading<MqttConnect> BAD_STRING =
            Reading.malformed("has a string with control characters, or one that is not UTF-8");

    private static final int PASSWORD = 0x40;
    private static final int USER = 0x80;
    private static final int WILL = 0x04;
    private static final int WILL_DETAILS = 0x38;
    private static final int WILL_QOS = 0x18;
    private static final int CLEAN = 0x02;
    private static final int RESERVED = 0x01;

    private final Cursor packet;
    private final String version;
    private final boolean bridge;
    private Reading<MqttConnect> error = Reading.partial();

    ConnectPacket(Cursor packet, String version, boolean bridge) {
        this.packet = packet;
        this.version = version;
        this.bridge = bridge;
    }

    /** @param length the packet's length in bytes, including all before the flags */
    Reading<MqttConnect> read(int length) {
        if (!packet.has(3)) {
            return BAD_LENGTH;
        }
        int flags = packet.u8();
        if (!areAllowed(flags)) {
            return BAD_FLAGS;
        }
        int keepAlive = packet.u16();
        skipProperties();
        String clientId = string();
        String willTopic = "";
        if ((flags & WILL) != 0) {
            skipProperties();
            willTopic = string();
            skipData();
        }
        // In MQTT 3.1 a user name or password may be missing despite its flag, if the packet ends before it.
        String user = (flags & USER) != 0 && !endsEarly() ? string() : "";
        if ((flags & PASSWORD) != 0 && !endsEarly()) {
            skipData();
        }
        if (packet.has(1)) {
            fail(BAD_LENGTH);
        }
        return error instanceof Reading.Partial
                ? Reading.facts(
                        new MqttConnect(version, clientId, user, keepAlive, (flags & CLEAN) != 0, willTopic, bridge),
                        length)
                : error;
    }

    private boolean areAllowed(int flags) {
        boolean old = version.equals("3.1");
        boolean reserved = (flags & RESERVED) != 0 && !old;
        boolean will = (flags & WILL) == 0 ? (flags & WILL_DETAILS) != 0 && !old : (flags & WILL_QOS) == WILL_QOS;
        boolean password = (flags & PASSWORD) != 0 && (flags & USER) == 0 && !version.equals("5");
        return !reserved && !will && !password;
    }

    private boolean endsEarly() {
        return version.equals("3.1") && !packet.has(1);
    }

    /** Only MQTT 5 has properties. Their length field has at most four bytes; the last has its highest bit clear. */
    private void skipProperties() {
        if (!version.equals("5")) {
            return;
        }
        int length = 0;
        for (int i = 0; i < 4 && packet.has(1); i++) {
            int part = packet.u8();
            length |= (part & 0x7f) << 7 * i;
            if (part < 0x80) {
                skip(length);
                return;
            }
        }
        fail(BAD_LENGTH);
    }

    private void skipData() {
        skip(lengthOfNext());
    }

    private void skip(int length) {
        if (packet.has(length)) {
            packet.skip(length);
        } else {
            fail(BAD_LENGTH);
        }
    }

    private String string() {
        int length = lengthOfNext();
        if (!packet.has(length)) {
            fail(BAD_LENGTH);
            return "";
        }
        String text = CleanText.of(packet.array(length));
        if (text == null) {
            fail(BAD_STRING);
            return "";
        }
        return text;
    }

    /** -1, which is never a length, at the packet's end. */
    private int lengthOfNext() {
        return packet.has(2) ? packet.u16() : -1;
    }

    private void fail(Reading<MqttConnect> reason) {
        error = error instanceof Reading.Partial ? reason : error;
        packet.skip(packet.remaining());
    }
}
