package roulette.parsers.redis;

import java.nio.ByteBuffer;
import java.util.OptionalInt;
import roulette.parsers.Reading;

/**
 * The first command of a Redis client. {@code AUTH}, {@code HELLO} and {@code SELECT} are read completely; of other
 * commands only the name is read, and {@link Reading.Facts#length()} covers only that. Passwords are never kept.
 *
 * <p>A command is an array of bulk strings ({@code *2 CRLF $4 CRLF AUTH CRLF ...}). A line of text is taken for Redis
 * only if it is a plausible first command with valid arguments: {@code AUTH}, {@code HELLO}, {@code PING}, {@code
 * SELECT}, {@code CLIENT}, {@code COMMAND}, {@code INFO}, {@code ECHO}, {@code RESET} or {@code ROLE}. So HTTP is not
 * Redis, nor is {@code AUTH TLS} of FTP, nor the start of any other text.
 *
 * <p>Completely read commands have Redis's limits for clients that have not logged in: an array of 10 strings of 16 KiB
 * each. A line may have 16 KiB and no quotes, because servers parse quotes differently.
 *
 * @param command the command's name in upper case
 * @param user the user name in {@code AUTH} with two arguments, or in {@code HELLO ... AUTH}; empty if none is sent,
 *     which Redis treats as the user {@code default}. No control characters
 * @param clientName of {@code HELLO ... SETNAME}, printable ASCII without blanks; empty if there is none
 * @param protocol the version requested by {@code HELLO}; 0 if there is none
 * @param database of {@code SELECT}
 * @see <a href="https://redis.io/docs/latest/develop/reference/protocol-spec/">Redis serialization protocol</a>
 * @see <a href="https://redis.io/docs/latest/commands/hello/">HELLO</a>
 * @see <a href="https://redis.io/docs/latest/commands/auth/">AUTH</a>
 */
public record RedisHello(String command, String user, String clientName, int protocol, OptionalInt database) {
    private static final Reading<RedisHello> NOT_REDIS =
            Reading.notThis("does not start with an array or a plausible first command");

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
