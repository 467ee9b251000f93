package roulette.parsers.facts;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import roulette.api.Opening;

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
    private final boolean always;
    private final Function<OpeningFacts, Value> reader;

    private Fact(String name, Kind kind, boolean needsBytes, boolean always, Function<OpeningFacts, Value> reader) {
        this.name = name;
        label = Optional.ofNullable(LABELS.get(name.substring(name.indexOf('.') + 1)));
        this.kind = kind;
        this.needsBytes = needsBytes;
        this.always = always;
        this.reader = reader;
    }

    /** A fact of every connection. */
    static Fact ofConnection(String name, Kind kind, Function<Opening, Value> reader) {
        return new Fact(name, kind, false, true, facts -> reader.apply(facts.opening()));
    }

    /** A fact of the PROXY protocol's header; read once for each opening. */
    static Fact ofHeader(String name, Kind kind, Function<Opening, Value> reader) {
        return new Fact(name, kind, false, false, facts -> facts.once(name, reader));
    }

    /** A fact of the client's bytes. */
    static Fact ofBytes(String name, Kind kind, Function<OpeningFacts, Value> reader) {
        return new Fact(name, kind, true, false, reader);
    }

    /** Its full name, such as {@code http.header.user-agent}. */
    public String name() {
        return name;
    }

    /** How its values are compared. */
    public Kind kind() {
        return kind;
    }

    /** Whether it is read from the client's bytes. If false, it is never pending. */
    public boolean needsBytes() {
        return needsBytes;
    }

    /** Whether every connection has a value, known at accept. */
    public boolean isAlwaysKnown() {
        return always;
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
