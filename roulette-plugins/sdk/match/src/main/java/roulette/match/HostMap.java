package roulette.match;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Values by host. A pattern is one of:
 *
 * <ul>
 *   <li>{@code shop.example}: this name, or this IP address, IPv6 with or without brackets;
 *   <li>{@code *.shop.example}: all names below it at any depth, but not itself;
 *   <li>{@code *}: every host.
 * </ul>
 *
 * An exact name wins over {@code *.}, a longer {@code *.} over a shorter one, {@code *} comes last. Case and a dot at
 * the end are ignored. Names with non-ASCII letters are compared in their DNS form ({@code xn--...}), by UTS 46 with
 * non-transitional processing. Immutable.
 *
 * @param <T> the values
 */
public final class HostMap<T> {
    private final Map<String, T> exact;
    private final Map<String, T> below;
    private final @Nullable T every;

    /** The distinct lengths of the names after {@code *.}, longest first. */
    private final int[] lengths;

    private HostMap(Builder<T> builder) {
        exact = Map.copyOf(builder.exact);
        below = Map.copyOf(builder.below);
        every = builder.every;
        lengths = Lengths.of(below.keySet());
    }

    /** A builder for an empty map. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** The value of the most specific matching pattern; none if no pattern matches. */
    public Optional<T> find(String host) {
        return match(host).map(Match::value);
    }

    /** The value of the most specific matching pattern, and what its {@code *} matched. */
    public Optional<Match<T>> match(String host) {
        String name = HostNames.lookedUp(host);
        T found = exact.get(name);
        if (found != null) {
            return Optional.of(new Match<>(found, ""));
        }
        // One lookup for each pattern length, however many dots a client sends.
        for (int length : lengths) {
            int dot = name.length() - length - 1;
            if (dot > 0 && name.charAt(dot) == '.') {
                found = below.get(name.substring(dot + 1));
                if (found != null) {
                    return Optional.of(new Match<>(found, name.substring(0, dot)));
                }
            }
        }
        T last = every;
        return last == null || name.isEmpty() ? Optional.empty() : Optional.of(new Match<>(last, name));
    }

    /**
     * A match for a host.
     *
     * @param value the value of the most specific matching pattern
     * @param star what the pattern's {@code *} matched: {@code a.b} if {@code *.shop.example} matched {@code
     *     a.b.shop.example}, the whole host for {@code *}, empty for an exact name
     */
    public record Match<T>(T value, String star) {}

    /** Collects the patterns. */
    public static final class Builder<T> {
        private final Map<String, T> exact = new HashMap<>();
        private final Map<String, T> below = new HashMap<>();
        private @Nullable T every;

        private Builder() {}

        /**
         * Adds a pattern and its value.
         *
         * @throws IllegalArgumentException if the pattern is invalid or a duplicate; the message continues a sentence
         *     that starts with the pattern: "is not a host name"; for a name whose DNS form is uncertain it says what
         *     to write instead
         */
        public Builder<T> add(String pattern, T value) {
            boolean wild = pattern.startsWith("*.");
            T other;
            if (pattern.equals("*")) {
                other = every;
                every = value;
            } else if (wild) {
                other = below.put(HostNames.name(pattern.substring(2)), value);
            } else {
                other = exact.put(HostNames.nameOrAddress(pattern), value);
            }
            if (other != null) {
                throw new IllegalArgumentException("is a duplicate");
            }
            return this;
        }

        /** The map of all patterns added so far. */
        public HostMap<T> build() {
            return new HostMap<>(this);
        }
    }
}
