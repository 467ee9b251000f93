package roulette.parsers.facts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.parsers.Reading;

/**
 * The facts of one opening, read lazily: each protocol's parser runs at most once. For one thread, during one call of a
 * router.
 */
public final class OpeningFacts {
    private final Vocabulary vocabulary;
    private final Opening opening;
    private final @Nullable Reading<?>[] readings;
    private @Nullable ByteBuffer bytes;
    /** Values that were read and cost something, by the names of their facts; empty until there is one. */
    private Map<String, Value> known = Map.of();

    private OpeningFacts(Vocabulary vocabulary, Opening opening) {
        this.vocabulary = vocabulary;
        this.opening = opening;
        readings = new Reading<?>[vocabulary.protocols().size()];
    }

    /** The facts of this opening; nothing is read yet. */
    public static OpeningFacts of(Vocabulary vocabulary, Opening opening) {
        return new OpeningFacts(vocabulary, opening);
    }

    /** The opening they are read from. */
    public Opening opening() {
        return opening;
    }

    /** The value of a fact, which must be from the same vocabulary. */
    public Value value(Fact fact) {
        return fact.read(this);
    }

    /** The value of this name, read the first time that it is asked for. */
    Value once(String name, Function<Opening, Value> reader) {
        Value value = known.get(name);
        if (value == null) {
            value = reader.apply(opening);
            known = known.isEmpty() ? new HashMap<>() : known;
            known.put(name, value);
        }
        return value;
    }

    /** Whether the client speaks this protocol: known with the value {@code true}, absent, pending or malformed. */
    public Value speaks(Protocol<?> protocol) {
        return value(protocol.facts().getFirst());
    }

    <F> Value value(Protocol<F> protocol, Function<F, Value> reader) {
        return switch (reading(protocol)) {
            case Reading.Facts<F>(F facts, int _) -> reader.apply(facts);
            case Reading.Partial<F> _ -> Value.pending();
            case Reading.NotThis<F>(String reason, boolean malformed) ->
                malformed ? new Value.Malformed(reason) : Value.absent();
        };
    }

    @SuppressWarnings("unchecked") // the reading at a protocol's index is of its parser
    private <F> Reading<F> reading(Protocol<F> protocol) {
        int index = vocabulary.index(protocol);
        Reading<?> known = readings[index];
        if (known == null) {
            known = protocol.read(bytes());
            readings[index] = known;
        }
        return (Reading<F>) known;
    }

    private ByteBuffer bytes() {
        ByteBuffer view = bytes;
        if (view == null) {
            view = opening.bytes();
            bytes = view;
        }
        return view;
    }

    /**
     * The protocol the client speaks: the first of the vocabulary whose parser accepts the bytes. May run all parsers;
     * pending as long as more bytes could change the result.
     */
    public Recognition recognition() {
        return recognition(false);
    }

    /**
     * The same when no more bytes will follow: never pending. An incomplete message counts if only one protocol can
     * match it.
     */
    public Recognition finalRecognition() {
        return recognition(true);
    }

    private Recognition recognition(boolean complete) {
        Recognition malformed = new Recognition.Unrecognised();
        List<Protocol<?>> unfinished = new ArrayList<>();
        for (Protocol<?> protocol : vocabulary.protocols()) {
            switch (reading(protocol)) {
                case Reading.Facts<?> _ -> {
                    return new Recognition.Recognised(protocol);
                }
                case Reading.Partial<?> _ -> {
                    if (!complete) {
                        return new Recognition.Pending();
                    }
                    unfinished.add(protocol);
                }
                case Reading.NotThis<?> not -> {
                    if (not.malformed() && malformed instanceof Recognition.Unrecognised) {
                        malformed = new Recognition.Malformed(protocol, not.reason());
                    }
                }
            }
        }
        return malformed instanceof Recognition.Unrecognised && unfinished.size() == 1
                ? new Recognition.Recognised(unfinished.getFirst())
                : malformed;
    }

    /**
     * Refuses the client in its protocol, once that is known; until then, needs more bytes.
     *
     * @param complete whether no more bytes are waited for
     * @param text for people; used if the protocol has a field for it; empty: the reason's default text
     * @param because for the access log; replaced by the parser's reason if malformed, unless the client is forbidden
     */
    public Decision refuse(boolean complete, Refusal why, String text, String because) {
        return switch (complete ? finalRecognition() : recognition()) {
            case Recognition.Pending _ -> Decision.needMore();
            case Recognition.Recognised(Protocol<?> protocol) -> {
                Refusal known = why == Refusal.MALFORMED && isTooLarge(protocol) ? Refusal.TOO_LARGE : why;
                yield Decision.reject(refusal(protocol, known, text.isEmpty() ? known.text() : text))
                        .because(because);
            }
            case Recognition.Malformed(Protocol<?> protocol, String reason) ->
                Decision.reject(refusal(protocol, Refusal.MALFORMED, text.isEmpty() ? Refusal.MALFORMED.text() : text))
                        .because(why == Refusal.FORBIDDEN ? because : protocol + ": " + reason);
            case Recognition.Unrecognised _ -> Decision.reject(text).because(because);
        };
    }

    private boolean isTooLarge(Protocol<?> protocol) {
        return opening.full() && reading(protocol) instanceof Reading.Partial<?>;
    }

    /**
     * The bytes to send to a client of this protocol before its connection is closed; empty if the protocol has no such
     * message.
     *
     * @param text for people; used if the protocol has a field for it
     */
    <F> byte[] refusal(Protocol<F> protocol, Refusal why, String text) {
        return protocol.refuse(reading(protocol), why, text, bytes());
    }

    /**
     * The reply that the client waits for before it sends more, if one of the protocols already read needs one: a
     * Postgres client that requests encryption is told that it is not available, and then sends user and database.
     */
    public Optional<Decision> prompt() {
        for (Protocol<?> protocol : vocabulary.protocols()) {
            Optional<Decision> prompt = prompt(protocol);
            if (prompt.isPresent()) {
                return prompt;
            }
        }
        return Optional.empty();
    }

    private <F> Optional<Decision> prompt(Protocol<F> protocol) {
        return readings[vocabulary.index(protocol)] != null
                        && reading(protocol) instanceof Reading.Facts<F>(F facts, int length)
                ? protocol.prompt(facts).map(reply -> Decision.reply(reply, length))
                : Optional.empty();
    }

    /**
     * The same decision, with labels for what was read so far of where the client wants to go, and as whom. Nothing is read
     * for that.
     */
    public Decision labelled(Decision decision) {
        Decision labelled = decision;
        if (known.get(ProxyFacts.HOST) instanceof Value.Known host) {
            labelled = labelled.label("sni", host.first());
        }
        for (Protocol<?> protocol : vocabulary.protocols()) {
            if (readings[vocabulary.index(protocol)] instanceof Reading.Facts<?>) {
                for (Fact fact : protocol.facts()) {
                    Optional<String> label = fact.label();
                    if (label.isPresent() && value(fact) instanceof Value.Known(List<String> all)) {
                        labelled = labelled.label(label.get(), all.getFirst());
                    }
                }
            }
        }
        return labelled;
    }

    /** The value of each known fact, in a fixed order; one entry for each protocol that is pending or malformed. */
    public Map<String, String> explain() {
        return explain(List.of());
    }

    /**
     * The same, and the values of these facts, for instance of families of facts, which have no list.
     *
     * @param named of the same vocabulary
     */
    public Map<String, String> explain(Collection<Fact> named) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Fact fact : vocabulary.connection()) {
            explain(fact, lines);
        }
        for (Protocol<?> protocol : vocabulary.protocols()) {
            switch (speaks(protocol)) {
                case Value.Known _ -> protocol.facts().forEach(fact -> explain(fact, lines));
                case Value.Pending _ -> lines.put(protocol.name(), "not known yet");
                case Value.Malformed(String reason) -> lines.put(protocol.name(), "malformed: " + reason);
                case Value.Absent _ -> {}
            }
        }
        named.forEach(fact -> explain(fact, lines));
        return lines;
    }

    private void explain(Fact fact, Map<String, String> lines) {
        switch (value(fact)) {
            case Value.Known(List<String> all) -> lines.put(fact.name(), String.join(",", all));
            case Value.Malformed(String reason)
            when !fact.needsBytes() -> lines.put(fact.name(), "malformed: " + reason);
            default -> {}
        }
    }
}
