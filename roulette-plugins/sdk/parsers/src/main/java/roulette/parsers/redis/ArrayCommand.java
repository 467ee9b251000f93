package roulette.parsers.redis;

import java.nio.ByteBuffer;
import roulette.parsers.Reading;

/** A command as an array of bulk strings: {@code *COUNT}, then for each of them {@code $LENGTH} and its bytes. */
final class ArrayCommand {
    private static final Reading<RedisHello> NO_ARRAY =
            Reading.notThis("a * that does not start an array of bulk strings");
    private static final Reading<RedisHello> NO_BULK =
            Reading.malformed("an array has an element that is not a bulk string");
    private static final Reading<RedisHello> BAD_NAME = Reading.malformed("the command name is malformed");
    private static final Reading<RedisHello> TOO_MANY =
            Reading.malformed("more than 10 strings in a command before login");
    private static final Reading<RedisHello> TOO_LONG =
            Reading.malformed("a string of more than 16 KiB in a command before login");

    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_ARGUMENT = 16_384;

    private static final int PARTIAL = -1;
    private static final int WRONG = -2;
    private static final int TOO_LARGE = -3;

    private final ByteBuffer bytes;
    private int at;

    private ArrayCommand(ByteBuffer bytes) {
        this.bytes = bytes;
        at = bytes.position();
    }

    /** Reads a command that starts with {@code *}. */
    static Reading<RedisHello> read(ByteBuffer bytes) {
        return new ArrayCommand(bytes).read();
    }

    private Reading<RedisHello> read() {
        int count = number('*', Integer.MAX_VALUE);
        if (count < 1) {
            return count == PARTIAL ? Reading.partial() : NO_ARRAY;
        }
        if (at < bytes.limit() && bytes.get(at) != '$') {
            return NO_ARRAY;
        }
        int size = number('$', LONGEST_NAME);
        if (size < 1) {
            return switch (size) {
                case PARTIAL -> Reading.partial();
                case WRONG -> NO_BULK;
                default -> BAD_NAME;
            };
        }
        int start = at;
        int ended = bulkEnds(size);
        if (ended < 0) {
            return ended == PARTIAL ? Reading.partial() : NO_BULK;
        }
        String command = name(start, size);
        if (command.isEmpty()) {
            return BAD_NAME;
        }
        if (!ConnectionCommand.isWanted(command)) {
            return Reading.facts(RedisHello.of(command), length());
        }
        return count <= Arguments.MOST_WITH_NAME ? wanted(command, count - 1) : TOO_MANY;
    }

    private Reading<RedisHello> wanted(String command, int count) {
        Arguments arguments = new Arguments(bytes);
        for (int i = 0; i < count; i++) {
            int size = number('$', LONGEST_ARGUMENT);
            if (size < 0) {
                return switch (size) {
                    case PARTIAL -> Reading.partial();
                    case TOO_LARGE -> TOO_LONG;
                    default -> NO_BULK;
                };
            }
            arguments.add(at, at + size);
            int ended = bulkEnds(size);
            if (ended < 0) {
                return ended == PARTIAL ? Reading.partial() : NO_BULK;
            }
        }
        return ConnectionCommand.of(command, arguments, length());
    }

    private int length() {
        return at - bytes.position();
    }

    /** Reads a type byte, a number without leading zeros, CR and LF; returns the number, or a negative constant. */
    private int number(char mark, int most) {
        if (at == bytes.limit()) {
            return PARTIAL;
        }
        if (bytes.get(at++) != mark) {
            return WRONG;
        }
        long number = 0;
        for (int digits = 0; at < bytes.limit(); digits++) {
            int digit = bytes.get(at) - '0';
            boolean isDigit = digit >= 0 && digit <= 9;
            if (!isDigit || (digits == 1 && number == 0)) {
                int ended = digits > 0 ? lineEnds() : WRONG;
                return ended < 0 ? ended : (int) number;
            }
            number = number * 10 + digit;
            if (number > most) {
                return TOO_LARGE;
            }
            at++;
        }
        return PARTIAL;
    }

    /** Skips this many bytes, CR and LF. */
    private int bulkEnds(int size) {
        if (bytes.limit() - at < size) {
            return PARTIAL;
        }
        at += size;
        return lineEnds();
    }

    private int lineEnds() {
        if (at < bytes.limit() && bytes.get(at) != '\r') {
            return WRONG;
        }
        if (bytes.limit() - at < 2) {
            return PARTIAL;
        }
        at += 2;
        return bytes.get(at - 1) == '\n' ? 0 : WRONG;
    }

    /** The name in upper case; empty if it has a character not allowed in names. */
    private String name(int start, int size) {
        char[] name = new char[size];
        for (int i = 0; i < size; i++) {
            name[i] = Letters.upper(bytes.get(start + i));
            if (!Letters.mayBeInAName(name[i])) {
                return "";
            }
        }
        return new String(name);
    }
}
