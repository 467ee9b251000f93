package roulette.parsers.minecraft;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import roulette.parsers.Cursor;
import roulette.parsers.Reading;
import roulette.parsers.minecraft.MinecraftHandshake.Intent;

/**
 * Reads the handshake of 1.7 and later. Other protocols also start with a plausible length and a zero byte, so a
 * violation found before the handshake is complete means another protocol.
 */
final class Handshake {
    private static final int MAX_LENGTH_BYTES = 3;
    private static final int MAX_VERSION_BYTES = 5;

    /** The limit of servers that accept a proxy's player profile in the address, in bytes. */
    private static final int MAX_ADDRESS = 32767;

    /** The port, and the intent (one byte). */
    private static final int TAIL = 3;

    private static final int MIN_PACKET = 1 + 1 + 1 + TAIL;
    private static final int MAX_PACKET = 1 + MAX_VERSION_BYTES + MAX_LENGTH_BYTES + MAX_ADDRESS + TAIL;

    private static final Reading<MinecraftHandshake> LENGTH =
            Reading.notThis("not the length of a Minecraft handshake");
    private static final Reading<MinecraftHandshake> PACKET = Reading.notThis("not a Minecraft handshake");
    private static final Reading<MinecraftHandshake> HOST = Reading.malformed("the address has no valid host name");
    private static final Reading<MinecraftHandshake> INTENT =
            Reading.malformed("the next state is not status, login or transfer");

    private static final Intent[] INTENTS = Intent.values();

    private Handshake() {}

    static Reading<MinecraftHandshake> read(ByteBuffer bytes) {
        Cursor in = Cursor.of(bytes);
        long length = VarInt.peek(in, 0, MAX_LENGTH_BYTES);
        if (length == VarInt.PARTIAL) {
            return Reading.partial();
        }
        int packet = VarInt.value(length);
        if (length == VarInt.TOO_LONG || !VarInt.isShortest(length) || packet < MIN_PACKET || packet > MAX_PACKET) {
            return LENGTH;
        }
        in.skip(VarInt.length(length));
        if (!in.has(1)) {
            return Reading.partial();
        }
        return in.peek(0) == 0 ? packet(in, packet, VarInt.length(length) + packet) : PACKET;
    }

    /** Reads a packet of this length, whose first byte is already checked. */
    private static Reading<MinecraftHandshake> packet(Cursor in, int packet, int whole) {
        int address = 1;
        long version = VarInt.peek(in, address, packet - MIN_PACKET + 1);
        if (version < 0) {
            return version == VarInt.PARTIAL ? Reading.partial() : PACKET;
        }
        address += VarInt.length(version);
        long length = VarInt.peek(in, address, Math.min(MAX_LENGTH_BYTES, packet - address - TAIL));
        if (length == VarInt.PARTIAL) {
            return Reading.partial();
        }
        address += VarInt.length(length);
        int size = VarInt.value(length);
        if (length == VarInt.TOO_LONG || size != packet - address - TAIL || size > MAX_ADDRESS) {
            return PACKET;
        }
        in.skip(address);
        boolean complete = in.has(size + TAIL);
        int known = complete ? size : Math.min(Math.min(size, in.remaining()), Address.MAX_HOST);
        if (!Address.isText(in, known, known == size)) {
            return PACKET;
        }
        if (!complete) {
            return Reading.partial();
        }
        Address named = Address.of(in.text(size, StandardCharsets.UTF_8));
        if (named == null) {
            return HOST;
        }
        int port = in.u16();
        int intent = in.u8();
        if (intent < 1 || intent > INTENTS.length) {
            return named.host().isEmpty() ? PACKET : INTENT;
        }
        return Reading.facts(
                new MinecraftHandshake(
                        named.host(), named.suffix(), port, VarInt.value(version), INTENTS[intent - 1], false),
                whole);
    }
}
