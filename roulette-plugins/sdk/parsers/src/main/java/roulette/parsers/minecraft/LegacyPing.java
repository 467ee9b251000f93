package roulette.parsers.minecraft;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;
import roulette.parsers.minecraft.MinecraftHandshake.Intent;

/** Reads the pings of 1.6 and earlier. A ping before 1.6 is just the first one or two bytes of the ping of 1.6. */
final class LegacyPing {
    private static final int PING = 0xfe;
    private static final int PAYLOAD = 1;
    private static final byte[] PREFIX = prefix();

    /** Version, length of the address, and port, in bytes. */
    private static final int FIXED = 1 + 2 + 4;

    private static final Reading<MinecraftHandshake> NOT_THIS = Reading.notThis("not a Minecraft ping");
    private static final Reading<MinecraftHandshake> CONTRADICTION =
            Reading.malformed("the length of the address contradicts the ping's");
    private static final Reading<MinecraftHandshake> HOST = Reading.malformed("the ping has no valid host name");
    private static final Reading<MinecraftHandshake> PORT = Reading.malformed("the ping has a port past 65535");

    private static final MinecraftHandshake SHORT = new MinecraftHandshake("", "", 0, -1, Intent.STATUS, true);

    private LegacyPing() {}

    private static byte[] prefix() {
        byte[] name = "MC|PingHost".getBytes(StandardCharsets.UTF_16BE);
        return ByteBuffer.allocate(5 + name.length)
                .put((byte) PING)
                .put((byte) PAYLOAD)
                .put((byte) 0xfa)
                .putShort((short) (name.length / 2))
                .put(name)
                .array();
    }

    static boolean isBegunBy(byte first) {
        return (first & 0xff) == PING;
    }

    /** Whether the bytes are all of the ping of 1.5, or of that before it. */
    static boolean isShort(ByteBuffer bytes) {
        int from = bytes.position();
        return bytes.hasRemaining()
                && isBegunBy(bytes.get(from))
                && (bytes.remaining() == 1 || bytes.remaining() == 2 && bytes.get(from + 1) == PAYLOAD);
    }

    static Reading<MinecraftHandshake> shortOne(int length) {
        return Reading.facts(SHORT, length);
    }

    static Reading<MinecraftHandshake> read(ByteBuffer bytes) {
        Cursor in = Cursor.of(bytes);
        int begun = Math.min(in.remaining(), PREFIX.length);
        for (int i = 0; i < begun; i++) {
            if (in.peek(i) != (PREFIX[i] & 0xff)) {
                return NOT_THIS;
            }
        }
        in.skip(begun);
        if (!in.has(2)) {
            return Reading.partial();
        }
        int length = in.u16();
        int size = length - FIXED;
        if (size < 0 || size % 2 != 0 || size > 2 * Address.MAX_HOST) {
            return CONTRADICTION;
        }
        if (in.has(3) && (in.peek(1) << 8 | in.peek(2)) * 2 != size) {
            return CONTRADICTION;
        }
        return in.has(length) ? whole(in, size, PREFIX.length + 2 + length) : Reading.partial();
    }

    private static Reading<MinecraftHandshake> whole(Cursor in, int size, int length) {
        int version = in.u8();
        in.skip(2);
        Address named = Address.of(in.text(size, StandardCharsets.UTF_16BE));
        if (named == null) {
            return HOST;
        }
        long port = in.u32();
        return port > 0xffff
                ? PORT
                : Reading.facts(
                        new MinecraftHandshake(named.host(), named.suffix(), (int) port, version, Intent.STATUS, true),
                        length);
    }
}
