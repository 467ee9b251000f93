package roulette.parsers.facts;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A property of a connection that may be known before routing, such as {@code tls.sni}. Obtained from a
 * {@link Vocabulary}; facts with the same name are equal.
 */
public final class Fact {
    /** The kind of its values, which determines how they are compared. */
    public enum Kind {
        /** Any text; case-sensitive. */
        TEXT,
        /** A host name in lower case without a dot at its end, or an IP address. */
        HOST,
        /** An IP address. */
        ADDRESS,
        /** {@code true}, or it is absent. */
        FLAG
    }

    /** The last word of the names of facts that say where a client wants to go, and as whom; with their labels. */
    private static final Map<String, String> LABELS =
            Map.of("sni", "sni", "host", "host", "to", "host", "path", "path", "database", "database", "user", "user");

    private final String name;
    private final Optional<String> label;
    private final Kind kind;
    private final boolean needsBytes;
    private final Function<OpeningFacts, Value> reader;

    Fact(String name, Kind kind, boolean needsBytes, Function<OpeningFacts, Value> reader) {
        this.name = name;
        label = Optional.ofNullable(LABELS.get(name.substring(name.indexOf('.') + 1)));
        this.kind = kind;
        this.needsBytes = needsBytes;
        this.reader = reader;
    }

    /** Its full name, such as {@code http.header.user-agent}. */
    public String name() {
        return name;
    }

    /** How its values are compared. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is read from the client's bytes. If false, it is known at accept and never absent. */
    public boolean needsBytes() {
        return needsBytes;
    }

    /** The label under which it is told of in the access line. */
    Optional<String> label() {
        return label;
    }

    Value read(OpeningFacts facts) {
        return reader.apply(facts);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fact fact && fact.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
