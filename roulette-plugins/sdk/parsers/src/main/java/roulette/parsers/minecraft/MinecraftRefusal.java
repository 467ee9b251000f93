package roulette.parsers.minecraft;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Refusals that the client shows to the player: as a disconnect reason, or as the server's description in the list. May
 * be sent right after the handshake, before the login or status request. Messages are plain text; section signs format
 * them, as usual in Minecraft.
 */
public final class MinecraftRefusal {
    /** The maximum length of a message, in characters. */
    public static final int MAX_MESSAGE = 4000;

    /** Clients before 1.7 accept 256 characters, of which the player counts and separators use up to six. */
    private static final int MAX_LEGACY = 250;

    private static final int KICK = 0xff;
    private static final char SECTION = '\u00a7';
    private static final String HEXADECIMAL = "0123456789abcdef";

    private MinecraftRefusal() {}

    /**
     * The refusal for this client.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #MAX_MESSAGE} characters
     */
    public static byte[] of(MinecraftHandshake handshake, String message) {
        if (handshake.legacy()) {
            return legacy(message);
        }
        return switch (handshake.intent()) {
            case STATUS -> status(message, handshake.protocolVersion());
            case LOGIN, TRANSFER -> login(message);
        };
    }

    /** The login packet Disconnect: the client shows the message and closes. */
    public static byte[] login(String message) {
        return packet("{\"text\":" + json(message) + "}");
    }

    /**
     * The packet Status Response: the server's list shows the message as the description of a server without players.
     *
     * @param protocolVersion the client's own; otherwise it reports that the server is too old or too new
     */
    public static byte[] status(String message, int protocolVersion) {
        return packet("{\"version\":{\"name\":\"\",\"protocol\":" + protocolVersion
                + "},\"players\":{\"max\":0,\"online\":0},\"description\":{\"text\":" + json(message) + "}}");
    }

    /**
     * The kick packet in reply to pings of 1.6 and earlier, in the form that all of them read: the server list shows
     * the message, cut to fit, without section signs.
     */
    public static byte[] legacy(String message) {
        require(message);
        String plain = message.replace(String.valueOf(SECTION), "");
        String text = plain.substring(0, Math.min(plain.length(), MAX_LEGACY)) + SECTION + 0 + SECTION + 0;
        byte[] encoded = text.getBytes(StandardCharsets.UTF_16BE);
        return ByteBuffer.allocate(3 + encoded.length)
                .put((byte) KICK)
                .putShort((short) text.length())
                .put(encoded)
                .array();
    }

    /** Packet 00 with one string, the first reply in both states. */
    private static byte[] packet(String text) {
        byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        body.write(0);
        VarInt.write(encoded.length, body);
        body.writeBytes(encoded);
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        VarInt.write(body.size(), packet);
        packet.writeBytes(body.toByteArray());
        return packet.toByteArray();
    }

    private static String json(String message) {
        require(message);
        StringBuilder quoted = new StringBuilder(message.length() + 2).append('"');
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u00").append(HEXADECIMAL.charAt(c >> 4)).append(HEXADECIMAL.charAt(c & 0xf));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private static void require(String message) {
        if (message.length() > MAX_MESSAGE) {
            throw new IllegalArgumentException(
                    "the message has " + message.length() + " characters, and may have " + MAX_MESSAGE + " at most");
        }
    }
}
