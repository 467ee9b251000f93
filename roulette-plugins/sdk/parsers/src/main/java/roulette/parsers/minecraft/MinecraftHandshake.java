package roulette.parsers.minecraft;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/**
 * What a client of Minecraft, Java Edition, says first: the handshake of 1.7 and later, and the pings of the server
 * lists before it. The formats are those of the pages "Java Edition protocol" and "Server List Ping" on minecraft.wiki,
 * formerly wiki.vg.
 *
 * <pre>
 * handshake  length(varint) 00 version(varint) length(varint) address(UTF-8) port(2) intent(varint)
 * 1.6        FE 01 FA 000B "MC|PingHost" length(2) version(1) characters(2) address(UTF-16BE) port(4)
 * 1.4, 1.5   FE 01
 * earlier    FE
 * </pre>
 *
 * <p>Proxies and mods write more behind the host, from a zero byte on ({@code "\0FML3\0"} of Forge, the client's address
 * and profile of BungeeCord) or from {@code "///"} on (TCPShield): that is {@link #suffix}. Whoever forwards what the
 * client said forwards it, too. A client can make it up: it proves nothing.
 *
 * <p>The handshake says nothing of the player; the next packet does. The login packets of 1.6 and earlier, which begin
 * with 02, are not read.
 *
 * @param host what the player typed, or where a SRV record of it pointed: lower case, without the dot at its end,
 *     visible ASCII of at most 255 characters; empty where the client names none
 * @param suffix all that follows the host in the address, its separator included; may have any characters; empty where
 *     there is nothing
 * @param port where the client connected to, 0 to 65535; 0 where it does not say
 * @param protocolVersion as the client says; -1 where it does not, and by convention of pings that ask for the version
 * @param intent what the client is here for; {@link Intent#STATUS} for every ping
 * @param legacy whether it is a ping of 1.6 or earlier, which wants another answer
 */
public record MinecraftHandshake(
        String host, String suffix, int port, int protocolVersion, Intent intent, boolean legacy) {

    /** What a client is here for: the "next state" of the handshake. */
    public enum Intent {
        /** 1: to see the server in its list. */
        STATUS,
        /** 2: to play. */
        LOGIN,
        /** 3: to play, sent here by another server. */
        TRANSFER
    }

    /**
     * Reads a handshake, or the ping of 1.6. The pings before it are a part of that one, and so are never enough:
     * {@link #readAtOnce} reads them.
     */
    public static Reading<MinecraftHandshake> read(ByteBuffer bytes) {
        return bytes.hasRemaining() && LegacyPing.isBegunBy(bytes.get(bytes.position()))
                ? LegacyPing.read(bytes)
                : Handshake.read(bytes);
    }

    /**
     * The same without waiting for what only a client of 1.6 would say: where the bytes so far are the whole ping of 1.5
     * or earlier, it is one, as it is for servers, which answer it at once. So this may say more with more bytes: a ping
     * of 1.6 of which only the first byte or two have come has no host yet.
     */
    public static Reading<MinecraftHandshake> readAtOnce(ByteBuffer bytes) {
        return LegacyPing.isShort(bytes) ? LegacyPing.shortOne(bytes.remaining()) : read(bytes);
    }
}
