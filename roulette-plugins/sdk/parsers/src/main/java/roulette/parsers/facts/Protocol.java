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
 * A protocol recognised by the first bytes a client sends: its parser, its facts, and its refusal message.
 *
 * @param <F> the parser's result
 */
public final class Protocol<F> {
    /**
     * Encodes a protocol's refusal message.
     *
     * @param <F> the parser's result
     */
    @FunctionalInterface
    interface RefusalMessage<F> {
        /**
         * The bytes to send before the connection is closed; empty if the protocol has no refusal message.
         *
         * @param reading facts, or malformed
         * @param text for people; used if the protocol has a field for it
         */
        byte[] refuse(Reading<F> reading, Refusal why, String text);
    }

    /** The same for a protocol whose refusal depends on bytes that the facts do not include. */
    @FunctionalInterface
    interface RefusalWithBytes<F> {
        byte[] refuse(Reading<F> reading, Refusal why, String text, ByteBuffer bytes);
    }

    private final String name;
    private final Function<ByteBuffer, Reading<F>> parser;
    private final List<Fact> facts;
    private final List<Family<F>> families;
    private final RefusalWithBytes<F> refusal;
    private final Function<F, Optional<byte[]>> prompt;

    private Protocol(Builder<F> builder) {
        name = builder.name;
        parser = builder.parser;
        refusal = builder.refusal;
        prompt = builder.prompt;
        families = List.copyOf(builder.families);
        List<Fact> all = new ArrayList<>();
        all.add(Fact.ofBytes(name, Fact.Kind.FLAG, opening -> opening.value(this, _ -> Value.flag(true))));
        for (Definition<F> each : builder.definitions) {
            all.add(Fact.ofBytes(name + "." + each.name, each.kind, opening -> opening.value(this, each.reader)));
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

    /** Its facts; the first has the protocol's name, and the value {@code true} if the client speaks it. */
    public List<Fact> facts() {
        return facts;
    }

    /** The fact with this name within the protocol, for families whose members can't be listed. */
    Optional<Fact> member(String local) {
        for (Family<F> family : families) {
            if (local.length() > family.prefix.length() && local.startsWith(family.prefix)) {
                String asked = local.substring(family.prefix.length());
                String member = family.anyCase ? asked.toLowerCase(Locale.ROOT) : asked;
                return Optional.of(Fact.ofBytes(
                        name + "." + family.prefix + member,
                        Fact.Kind.TEXT,
                        opening -> opening.value(this, facts -> family.reader.apply(facts, member))));
            }
        }
        return Optional.empty();
    }

    /** The prefixes of families of facts, such as {@code http.header.}. */
    List<String> prefixes() {
        return families.stream().map(family -> name + "." + family.prefix).toList();
    }

    Reading<F> read(ByteBuffer bytes) {
        return parser.apply(bytes);
    }

    byte[] refuse(Reading<F> reading, Refusal why, String text, ByteBuffer bytes) {
        return refusal.refuse(reading, why, text, bytes);
    }

    Optional<byte[]> prompt(F facts) {
        return prompt.apply(facts);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }

    private record Definition<F>(String name, Fact.Kind kind, Function<F, Value> reader) {}

    private record Family<F>(String prefix, boolean anyCase, BiFunction<F, String, Value> reader) {}

    static final class Builder<F> {
        private final String name;
        private final Function<ByteBuffer, Reading<F>> parser;
        private final List<Definition<F>> definitions = new ArrayList<>();
        private final List<Family<F>> families = new ArrayList<>();
        private RefusalWithBytes<F> refusal = (_, _, _, _) -> new byte[0];
        private Function<F, Optional<byte[]>> prompt = _ -> Optional.empty();

        private Builder(String name, Function<ByteBuffer, Reading<F>> parser) {
            this.name = name;
            this.parser = parser;
        }

        /** A fact that may depend on what the client sends after a reply. */
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
         * Facts whose names the client chooses, each after the prefix.
         *
         * @param anyCase whether such names are case-insensitive; they are then passed in lower case
         */
        Builder<F> family(String local, boolean anyCase, BiFunction<F, String, Value> reader) {
            families.add(new Family<>(local + ".", anyCase, reader));
            return this;
        }

        Builder<F> refusing(RefusalMessage<F> own) {
            return refusing((reading, why, text, _) -> own.refuse(reading, why, text));
        }

        Builder<F> refusing(RefusalWithBytes<F> own) {
            refusal = own;
            return this;
        }

        /** The reply that makes the client send more; it consumes the message. */
        Builder<F> prompting(Function<F, Optional<byte[]>> own) {
            prompt = own;
            return this;
        }

        Protocol<F> build() {
            return new Protocol<>(this);
        }
    }
}
