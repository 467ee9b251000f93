package roulette.parsers.minecraft;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * The first packet of a client of Minecraft, Java Edition: the handshake of 1.7 and later, or an older server list
 * ping. The formats are from the pages "Java Edition protocol" and "Server List Ping" on minecraft.wiki, formerly
 * wiki.vg.
 *
 * <pre>
 * handshake  length(varint) 00 version(varint) length(varint) address(UTF-8) port(2) intent(varint)
 * 1.6        FE 01 FA 000B "MC|PingHost" length(2) version(1) characters(2) address(UTF-16BE) port(4)
 * 1.4, 1.5   FE 01
 * earlier    FE
 * </pre>
 *
 * <p>Proxies and mods append data to the host, after a zero byte ({@code "\0FML3\0"} of Forge, the client's address and
 * profile of BungeeCord) or after {@code "///"} (TCPShield): that is {@link #suffix}. It is forwarded with the client's
 * bytes. It proves nothing, because a client can make it up.
 *
 * <p>The player's name is not in the handshake but in the next packet. The login packets of 1.6 and earlier, which
 * start with 02, are not read.
 *
 * @param host the name the player typed, or the target of its SRV record: lower case, without the dot at its end,
 *     visible ASCII of at most 255 characters; empty if not sent
 * @param suffix all that follows the host in the address, including the separator; may have any characters; empty if
 *     there is none
 * @param port the port the client connected to, 0 to 65535; 0 if not sent
 * @param protocolVersion as sent; -1 if not sent, and by convention in pings that ask for the version
 * @param intent the purpose of the connection; {@link Intent#STATUS} for every ping
 * @param legacy whether it is a ping of 1.6 or earlier, which needs another reply
 */
public record MinecraftHandshake(
        String host, String suffix, int port, int protocolVersion, Intent intent, boolean legacy) {

    /** The purpose of the connection: the "next state" of the handshake. */
    public enum Intent {
        /** 1: server list status. */
        STATUS,
        /** 2: login. */
        LOGIN,
        /** 3: login after a transfer from another server. */
        TRANSFER
    }

    /**
     * Reads a handshake, or the ping of 1.6. Earlier pings are prefixes of that one, so they stay partial here: use
     * {@link #readAtOnce}.
     */
    public static Reading<MinecraftHandshake> read(ByteBuffer bytes) {
        return bytes.hasRemaining() && LegacyPing.isBegunBy(bytes.get(bytes.position()))
                ? LegacyPing.read(bytes)
                : Handshake.read(bytes);
    }

    /**
     * The same without waiting for the rest of a 1.6 ping: if the bytes so far are a whole ping of 1.5 or earlier, it
     * is returned, as servers answer it at once. So more bytes may change the result: a 1.6 ping of which only one or
     * two bytes have arrived has no host yet.
     */
    public static Reading<MinecraftHandshake> readAtOnce(ByteBuffer bytes) {
        return LegacyPing.isShort(bytes) ? LegacyPing.shortOne(bytes.remaining()) : read(bytes);
    }
}
