package roulette.parsers.facts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import roulette.parsers.Reading;

/**
 * A protocol that is read from what clients say first: its parser, the facts that this gives, and its own words for
 * "no".
 *
 * @param <F> what its parser makes of the bytes
 */
public final class Protocol<F> {
    /**
     * The words of a protocol for those it refuses.
     *
     * @param <F> what its parser makes of the bytes
     */
    @FunctionalInterface
    interface Words<F> {
        /**
         * What the client is sent before it is closed; nothing where the protocol has no words for it.
         *
         * @param said facts, or malformed
         * @param text for people, where the protocol has room for it
         */
        byte[] refuse(Reading<F> said, Refusal why, String text);
    }

    /** The same for a protocol whose words depend on more of what the client said than the facts tell. */
    @FunctionalInterface
    interface WordsToBytes<F> {
        byte[] refuse(Reading<F> said, Refusal why, String text, ByteBuffer bytes);
    }

    private final String name;
    private final Function<ByteBuffer, Reading<F>> parser;
    private final List<Fact> facts;
    private final List<Family<F>> families;
    private final WordsToBytes<F> words;
    private final Function<F, Optional<byte[]>> invitation;

    private Protocol(Builder<F> builder) {
        name = builder.name;
        parser = builder.parser;
        words = builder.words;
        invitation = builder.invitation;
        families = List.copyOf(builder.families);
        List<Fact> all = new ArrayList<>();
        all.add(new Fact(name, Fact.Kind.FLAG, true, opening -> opening.value(this, _ -> Value.flag(true))));
        for (Definition<F> each : builder.definitions) {
            all.add(new Fact(name + "." + each.name, each.kind, true, opening -> opening.value(this, each.reader)));
        }
        facts = List.copyOf(all);
    }

    static <F> Builder<F> named(String name, Function<ByteBuffer, Reading<F>> parser) {
        return new Builder<>(name, parser);
    }

    /** Its name in a configuration, such as {@code tls}. */
    public String name() {
        return name;
    }

    /** Its facts; the first has its own name, and the value {@code true} where the client speaks it. */
    public List<Fact> facts() {
        return facts;
    }

    /** The fact that has this name within the protocol, of those that are too many to be listed. */
    Optional<Fact> member(String local) {
        for (Family<F> family : families) {
            if (local.length() > family.prefix.length() && local.startsWith(family.prefix)) {
                String asked = local.substring(family.prefix.length());
                String member = family.anyCase ? asked.toLowerCase(Locale.ROOT) : asked;
                return Optional.of(new Fact(
                        name + "." + family.prefix + member,
                        Fact.Kind.TEXT,
                        true,
                        opening -> opening.value(this, said -> family.reader.apply(said, member))));
            }
        }
        return Optional.empty();
    }

    /** How families of facts begin, such as {@code http.header.}. */
    List<String> prefixes() {
        return families.stream().map(family -> name + "." + family.prefix).toList();
    }

    Reading<F> read(ByteBuffer bytes) {
        return parser.apply(bytes);
    }

    byte[] refuse(Reading<F> said, Refusal why, String text, ByteBuffer bytes) {
        return words.refuse(said, why, text, bytes);
    }

    Optional<byte[]> invite(F said) {
        return invitation.apply(said);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    private record Definition<F>(String name, Fact.Kind kind, Function<F, Value> reader) {}

    private record Family<F>(String prefix, boolean anyCase, BiFunction<F, String, Value> reader) {}

    /** Puts a protocol together. */
    static final class Builder<F> {
        private final String name;
        private final Function<ByteBuffer, Reading<F>> parser;
        private final List<Definition<F>> definitions = new ArrayList<>();
        private final List<Family<F>> families = new ArrayList<>();
        private WordsToBytes<F> words = (_, _, _, _) -> new byte[0];
        private Function<F, Optional<byte[]>> invitation = _ -> Optional.empty();

        private Builder(String name, Function<ByteBuffer, Reading<F>> parser) {
            this.name = name;
            this.parser = parser;
        }

        /** A fact that may depend on what the client says after it was answered. */
        Builder<F> value(String local, Fact.Kind kind, Function<F, Value> reader) {
            definitions.add(new Definition<>(local, kind, reader));
            return this;
        }

        Builder<F> host(String local, Function<F, String> reader) {
            return value(local, Fact.Kind.HOST, reader.andThen(Value::of));
        }

        Builder<F> text(String local, Function<F, String> reader) {
            return value(local, Fact.Kind.TEXT, reader.andThen(Value::of));
        }

        Builder<F> texts(String local, Function<F, List<String>> reader) {
            return value(local, Fact.Kind.TEXT, reader.andThen(Value::of));
        }

        Builder<F> flag(String local, Function<F, Boolean> reader) {
            return value(local, Fact.Kind.FLAG, reader.andThen(Value::flag));
        }

        /**
         * Facts whose names the client makes up, each behind the prefix.
         *
         * @param anyCase whether upper and lower case are the same in such a name, which then comes in lower case
         */
        Builder<F> family(String local, boolean anyCase, BiFunction<F, String, Value> reader) {
            families.add(new Family<>(local + ".", anyCase, reader));
            return this;
        }

        Builder<F> refusing(Words<F> own) {
            return refusing((said, why, text, _) -> own.refuse(said, why, text));
        }

        Builder<F> refusing(WordsToBytes<F> own) {
            words = own;
            return this;
        }

        /** What a client that has said this is told so that it says more: it consumes the message. */
        Builder<F> inviting(Function<F, Optional<byte[]>> own) {
            invitation = own;
            return this;
        }

        Protocol<F> build() {
            return new Protocol<>(this);
        }
    }
}
