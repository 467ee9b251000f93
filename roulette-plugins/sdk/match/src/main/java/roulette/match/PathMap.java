package roulette.match;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Values by path. A pattern is a path, {@code /linux.git}, or everything below one, {@code /team/*}. An exact path wins
 * over all prefixes, a longer prefix over a shorter one. Immutable.
 *
 * <p>Paths are compared literally: {@code /team/../x} is below {@code /team/}, and {@code /a/} differs from {@code /a}.
 * The caller must reject or resolve aliases first.
 *
 * @param <T> the values
 */
public final class PathMap<T> {
    private final Map<String, T> exact;
    private final Map<String, T> below;
    private final int[] lengths;

    private PathMap(Builder<T> builder) {
        exact = Map.copyOf(builder.exact);
        below = Map.copyOf(builder.below);
        lengths = Lengths.of(below.keySet());
    }

    /** A builder for an empty map. */
    public static <T> Builder<T> builder() {
        return new Builder<>();
    }

    /** The value of the most specific matching pattern; none if no pattern matches. */
    public Optional<T> find(String path) {
        T value = exact.get(path);
        // One lookup for each pattern length, however many slashes a client sends.
        for (int i = 0; value == null && i < lengths.length; i++) {
            int length = lengths[i];
            if (length <= path.length() && path.charAt(length - 1) == '/') {
                value = below.get(path.substring(0, length));
            }
        }
        return Optional.ofNullable(value);
    }

    /** Collects the patterns. */
    public static final class Builder<T> {
        private final Map<String, T> exact = new HashMap<>();
        private final Map<String, T> below = new HashMap<>();
        private final Set<String> patterns = new HashSet<>();

        private Builder() {}

        /**
         * Adds a pattern and its value.
         *
         * @throws IllegalArgumentException for an invalid pattern; the message continues a sentence that starts with
         *     the pattern: "must begin with /"
         */
        public Builder<T> add(String pattern, T value) {
            if (!pattern.startsWith("/")) {
                throw new IllegalArgumentException("must begin with /");
            }
            int star = pattern.indexOf('*');
            if (star >= 0 && (star < pattern.length() - 1 || !pattern.endsWith("/*"))) {
                throw new IllegalArgumentException("may have a * only as its last segment, as in /team/*");
            }
            if (!patterns.add(pattern)) {
                throw new IllegalArgumentException("is a duplicate");
            }
            if (star < 0) {
                exact.put(pattern, value);
            } else {
                below.put(pattern.substring(0, star), value);
            }
            return this;
        }

        /** The map of all patterns added so far. */
        public PathMap<T> build() {
            return new PathMap<>(this);
        }
    }
}
