package roulette.parsers.redis;

import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import roulette.parsers.Reading;

/** Parses the commands that are read completely. */
final class ConnectionCommand {
    private static final Reading<RedisHello> BAD_AUTH =
            Reading.malformed("AUTH takes a password, or a user and a password");
    private static final Reading<RedisHello> BAD_HELLO = Reading.malformed("the arguments of HELLO are invalid");
    private static final Reading<RedisHello> BAD_SELECT = Reading.malformed("SELECT takes the number of a database");
    private static final Reading<RedisHello> BAD_USER =
            Reading.malformed("the user's name has control characters, or is not UTF-8");
    private static final Reading<RedisHello> BAD_CLIENT =
            Reading.malformed("the client's name is not printable ASCII without blanks");

    private ConnectionCommand() {}

    /** Whether a command must be read completely. */
    static boolean isWanted(String command) {
        return switch (command) {
            case "AUTH", "HELLO", "SELECT" -> true;
            default -> false;
        };
    }

    /**
     * Parses a {@linkplain #isWanted wanted} command.
     *
     * @param length of the whole command, in bytes
     */
    static Reading<RedisHello> of(String command, Arguments arguments, int length) {
        return switch (command) {
            case "AUTH" -> auth(arguments, length);
            case "HELLO" -> hello(arguments, length);
            default -> select(arguments, length);
        };
    }

    private static Reading<RedisHello> auth(Arguments arguments, int length) {
        if (arguments.count() < 1 || arguments.count() > 2) {
            return BAD_AUTH;
        }
        @Nullable String user = arguments.count() == 2 ? arguments.text(0) : "";
        return user != null
                ? Reading.facts(new RedisHello("AUTH", user, "", 0, OptionalInt.empty()), length)
                : BAD_USER;
    }

    /** Options may come in any order and repeatedly; the last one counts, as in Redis. */
    private static Reading<RedisHello> hello(Arguments arguments, int length) {
        int protocol = arguments.count() == 0 ? 0 : arguments.number(0);
        if (protocol < 0) {
            return BAD_HELLO;
        }
        @Nullable String user = "";
        @Nullable String clientName = "";
        int at = 1;
        while (at < arguments.count()) {
            int left = arguments.count() - at - 1;
            if (left >= 2 && arguments.is(at, "AUTH")) {
                user = arguments.text(at + 1);
                at += 3;
            } else if (left >= 1 && arguments.is(at, "SETNAME")) {
                clientName = arguments.text(at + 1);
                at += 2;
            } else {
                return BAD_HELLO;
            }
        }
        if (user == null) {
            return BAD_USER;
        }
        if (clientName == null || !isOneWord(clientName)) {
            return BAD_CLIENT;
        }
        return Reading.facts(new RedisHello("HELLO", user, clientName, protocol, OptionalInt.empty()), length);
    }

    private static Reading<RedisHello> select(Arguments arguments, int length) {
        int database = arguments.count() == 1 ? arguments.number(0) : -1;
        return database >= 0
                ? Reading.facts(new RedisHello("SELECT", "", "", 0, OptionalInt.of(database)), length)
                : BAD_SELECT;
    }

    /** Whether it is ASCII text without blanks. */
    private static boolean isOneWord(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }
}
