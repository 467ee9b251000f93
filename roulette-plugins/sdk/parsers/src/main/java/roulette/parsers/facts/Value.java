package roulette.parsers.facts;

import java.util.List;

/** The value of one fact. More bytes may turn {@link Pending} into another variant; the others never change. */
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

    /** There is no value, and there will be none. */
    static Value absent() {
        return Absent.INSTANCE;
    }

    /** It is not known yet. */
    static Value pending() {
        return Pending.INSTANCE;
    }

    /**
     * One or more values.
     *
     * @param all at least one, in the client's order
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

    /** The client speaks another protocol, or did not send this field. */
    record Absent() implements Value {
        private static final Value INSTANCE = new Absent();
    }

    /** More bytes are needed. */
    record Pending() implements Value {
        private static final Value INSTANCE = new Pending();
    }

    /**
     * The bytes start like the protocol, then violate it, so none of its facts may be trusted.
     *
     * @param reason a short phrase for people, without any of the client's bytes
     */
    record Malformed(String reason) implements Value {}
}
