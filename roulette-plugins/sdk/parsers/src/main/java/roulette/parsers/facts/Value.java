package roulette.parsers.facts;

import java.util.List;

/** What is known of one fact. More bytes turn {@link Pending} into one of the others, and never change those. */
public sealed interface Value {
    /** One value; {@link Absent} for an empty string. */
    static Value of(String value) {
        return value.isEmpty() ? Absent.INSTANCE : new Known(List.of(value));
    }

    /** Several values; {@link Absent} for none. */
    static Value of(List<String> values) {
        return values.isEmpty() ? Absent.INSTANCE : new Known(values);
    }

    /** {@code "true"}, or {@link Absent}. */
    static Value flag(boolean set) {
        return set ? Known.TRUE : Absent.INSTANCE;
    }

    /** It has no value, and will have none. */
    static Value absent() {
        return Absent.INSTANCE;
    }

    /** It is not known yet. */
    static Value pending() {
        return Pending.INSTANCE;
    }

    /**
     * It has a value, or several.
     *
     * @param all at least one, in the order in which the client gave them
     */
    record Known(List<String> all) implements Value {
        private static final Value TRUE = new Known(List.of("true"));

        public Known {
            all = List.copyOf(all);
            if (all.isEmpty()) {
                throw new IllegalArgumentException("a known fact has a value");
            }
        }

        /** The only value, or the first of several. */
        public String first() {
            return all.getFirst();
        }
    }

    /** The client speaks another protocol, or does not say it. */
    record Absent() implements Value {
        private static final Value INSTANCE = new Absent();
    }

    /** The client has not said enough to tell. */
    record Pending() implements Value {
        private static final Value INSTANCE = new Pending();
    }

    /**
     * The client began to speak the protocol and broke its rules, so nothing it said may be believed.
     *
     * @param reason half a sentence for people, without any of the client's bytes
     */
    record Malformed(String reason) implements Value {}
}
