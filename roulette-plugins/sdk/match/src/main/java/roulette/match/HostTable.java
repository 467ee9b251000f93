package roulette.match;

import java.util.Optional;

/**
 * Texts by host, with the patterns of {@link HostMap}, for tables of a million hosts: about 40 bytes for each name, and
 * equal texts are kept once. A lookup allocates its result only. Immutable.
 */
public final class HostTable {
    private static final String WILD = "*";

    /** Name, or for {@code *.example} the text {@code .example}; with the position of its value. */
    private final PackedTexts names;

    private final PackedTexts values;
    private final int every;

    /** Whether there is a text {@code .example} of this length, so that not every dot costs a lookup. */
    private final boolean[] wildLengths;

    private HostTable(Builder builder) {
        names = builder.names;
        values = builder.values;
        every = builder.every;
        wildLengths = builder.wildLengths.clone();
        values.dropIndex();
    }

    /** A builder for an empty table. */
    public static Builder builder() {
        return new Builder();
    }

    /** The number of patterns. */
    public int size() {
        return names.size() + (every == PackedTexts.NONE ? 0 : 1);
    }

    /** The bytes of memory in use. */
    public long bytes() {
        return names.bytes() + values.bytes();
    }

    /** The most specific matching pattern, as {@link HostMap} defines it; none if no pattern matches. */
    public Optional<Match> find(String host) {
        String name = HostNames.lookedUp(host);
        if (name.isEmpty()) {
            return Optional.empty();
        }
        int exact = name.charAt(0) == '.' ? PackedTexts.NONE : names.find(name);
        if (exact != PackedTexts.NONE) {
            return match(name, names.number(exact));
        }
        // The hash of every end of the name comes up on the way to its beginning.
        long hash = names.hash();
        int wild = PackedTexts.NONE;
        int dot = 0;
        for (int i = name.length() - 1; i > 0; i--) {
            hash = PackedTexts.hash(hash, name.charAt(i));
            int length = name.length() - i;
            if (name.charAt(i) == '.' && length < wildLengths.length && wildLengths[length]) {
                int found = names.find(name, i, hash);
                if (found != PackedTexts.NONE) {
                    wild = found;
                    dot = i;
                }
            }
        }
        if (wild != PackedTexts.NONE) {
            return match(WILD + name.substring(dot), names.number(wild));
        }
        return every == PackedTexts.NONE ? Optional.empty() : match(WILD, every);
    }

    private Optional<Match> match(String pattern, int value) {
        return Optional.of(new Match(pattern, values.text(value)));
    }

    /**
     * What was found.
     *
     * @param pattern in lower case, and in the form of the DNS
     * @param value its text
     */
    public record Match(String pattern, String value) {}

    /** Collects the patterns. Not for use after {@link #build}. */
    public static final class Builder {
        private final PackedTexts names = new PackedTexts();
        private final PackedTexts values = new PackedTexts();
        private final boolean[] wildLengths = new boolean[HostNames.LONGEST + 2];
        private int every = PackedTexts.NONE;

        private Builder() {}

        /**
         * Adds a pattern and its value, unless the pattern is in it already. Returns whether it was added.
         *
         * @param value at most 8192 characters, up to U+00FF
         * @throws IllegalArgumentException if the pattern is invalid, as {@link HostMap.Builder#add} does, or the value
         *     too long
         */
        public boolean add(String pattern, String value) {
            if (value.length() > PackedTexts.LONGEST || value.chars().anyMatch(c -> c > 0xff)) {
                throw new IllegalArgumentException("has a value that is too long, or has characters after U+00FF");
            }
            if (pattern.equals(WILD)) {
                boolean first = every == PackedTexts.NONE;
                every = first ? position(value) : every;
                return first;
            }
            boolean wild = pattern.startsWith("*.");
            String name = wild ? "." + HostNames.name(pattern.substring(2)) : HostNames.nameOrAddress(pattern);
            if (names.find(name) != PackedTexts.NONE) {
                return false;
            }
            names.add(name, position(value));
            if (wild) {
                wildLengths[name.length()] = true;
            }
            return true;
        }

        private int position(String value) {
            int found = values.find(value);
            return found == PackedTexts.NONE ? values.add(value, 0) : found;
        }

        /** The bytes of memory in use so far. */
        public long bytes() {
            return names.bytes() + values.bytes();
        }

        /** The table of all patterns added so far. */
        public HostTable build() {
            return new HostTable(this);
        }
    }
}
