package roulette.parsers.redis;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import roulette.parsers.Reading;

/**
 * What the first command of a Redis client says of it. {@code AUTH}, {@code HELLO} and {@code SELECT} are read whole, of
 * every other command its name only, which is then what {@link Reading.Facts#length()} counts. A password is never kept.
 *
 * <p>A command comes as an array of bulk strings ({@code *2 CRLF $4 CRLF AUTH CRLF ...}). As a line of text only what a
 * client may well say first is taken for Redis: {@code AUTH}, {@code HELLO}, {@code PING}, {@code SELECT},
 * {@code CLIENT}, {@code COMMAND}, {@code INFO}, {@code ECHO}, {@code RESET} and {@code ROLE}, where its arguments make
 * sense. So HTTP is not Redis, nor is {@code AUTH TLS} of FTP, nor the beginning of any other text.
 *
 * <p>What is read whole may have what Redis grants to clients who have not logged in: an array of 10, each of 16 KiB. A
 * line may have 16 KiB and no quotes, whose rules differ between servers.
 *
 * @param command the command's name in upper case
 * @param user who logs in: of {@code AUTH} with two arguments, or of {@code HELLO ... AUTH}; empty where none is named,
 *     which to Redis is the user {@code default}. No control characters
 * @param clientName of {@code HELLO ... SETNAME}, printable ASCII without blanks; empty where there is none
 * @param protocol the version that {@code HELLO} asks for; 0 where none is named
 * @param database of {@code SELECT}
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization protocol</a>
 * @see <a href="https://redis.io/docs/latest/commands/hello/">HELLO</a>
 * @see <a href="https://redis.io/docs/latest/commands/auth/">AUTH</a>
 */
public record RedisHello(String command, String user, String clientName, int protocol, OptionalInt database) {
    private static final Reading<RedisHello> NOT_REDIS =
            Reading.notThis("begins with neither an array nor a command that a Redis client says first");

    /** Reads from position to limit. */
    public static Reading<RedisHello> read(ByteBuffer bytes) {
        if (!bytes.hasRemaining()) {
            return Reading.partial();
        }
        return bytes.get(bytes.position()) == '*' ? ArrayCommand.read(bytes) : InlineCommand.read(bytes, NOT_REDIS);
    }

    static RedisHello of(String command) {
        return new RedisHello(command, "", "", 0, OptionalInt.empty());
    }
}
