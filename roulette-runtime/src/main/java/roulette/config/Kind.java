package roulette.config;

import java.time.Duration;
import java.util.function.Function;
import roulette.api.Target;
import roulette.text.OneLine;

/** A kind of value: checks the type of a value in the file and converts it to Java's. */
@FunctionalInterface
interface Kind<T> {
    Kind<String> STRING = string("in quotes");
    Kind<String> NAME = STRING.then(Kind::notEmpty);
    Kind<Long> LONG_INTEGER = value -> expect(Long.class, "a whole number such as 42", value);
    Kind<Integer> INTEGER = LONG_INTEGER.then(Kind::integer);
    Kind<Boolean> BOOL = value -> expect(Boolean.class, "true or false", value);
    Kind<Duration> DURATION = string("such as \"5s\"").then(Durations::parse);
    Kind<Long> SIZE = value -> value instanceof Long number
            ? Sizes.of(number)
            : Sizes.parse(expect(String.class, "a string such as \"16 KiB\" or a whole number of bytes", value));
    Kind<Target> TARGET = string("such as \"localhost:9999\"").then(Kind::target);
    Kind<Table> TABLE = value -> expect(Table.class, "a table", value).take();

    /**
     * Reads one value.
     *
     * @param value as in {@link Node#value}
     * @throws IllegalArgumentException with a message that says what is wrong and what to write
     */
    T read(Object value);

    /** This kind, with a further conversion or check. */
    default <R> Kind<R> then(Function<? super T, ? extends R> next) {
        return value -> next.apply(read(value));
    }

    private static Kind<String> string(String hint) {
        return value -> expect(String.class, "a string " + hint, value);
    }

    private static Integer integer(long number) {
        if (number < Integer.MIN_VALUE || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "must be " + Integer.MIN_VALUE + " to " + Integer.MAX_VALUE + ", but is " + number);
        }
        return (int) number;
    }

    /** A text with a user often contains a password, so the message does not quote it. */
    private static Target target(String text) {
        if (text.contains("@")) {
            throw new IllegalArgumentException("must be a target such as \"localhost:9999\", without a user and \"@\"");
        }
        return Target.parse(text);
    }

    private static String notEmpty(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("must not be empty");
        }
        if (text.codePoints().anyMatch(OneLine::isHarmful)) {
            throw new IllegalArgumentException("must have no control characters");
        }
        return text;
    }

    static <T> T expect(Class<T> type, String expected, Object value) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException("must be " + expected + ", but is " + describe(value));
        }
        return type.cast(value);
    }

    /** Names its type only: any value may be a secret. */
    private static String describe(Object value) {
        return switch (value) {
            case String _ -> "a string";
            case Number _ -> "a number";
            case Boolean _ -> "a boolean";
            case Node.Array _ -> "an array";
            case Table _ -> "a table";
            default -> "a date or time";
        };
    }
}
