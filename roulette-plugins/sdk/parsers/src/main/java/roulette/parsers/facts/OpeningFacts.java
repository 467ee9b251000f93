package roulette.parsers.facts;

import java.nio.ByteBuffer;
import java.util.ArrayList;
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
 * The facts of one opening. Read when they are asked for: each protocol's parser runs at most once. For one thread,
 * during one call of a router.
 */
public final class OpeningFacts {
    private final Vocabulary vocabulary;
    private final Opening opening;
    private final @Nullable Reading<?>[] readings;
    private @Nullable ByteBuffer bytes;

    private OpeningFacts(Vocabulary vocabulary, Opening opening) {
        this.vocabulary = vocabulary;
        this.opening = opening;
        readings = new Reading<?>[vocabulary.protocols().size()];
    }

    /** The facts of this opening, of which nothing is read yet. */
    public static OpeningFacts of(Vocabulary vocabulary, Opening opening) {
        return new OpeningFacts(vocabulary, opening);
    }

    /** What they are read from. */
    public Opening opening() {
        return opening;
    }

    /** What is known of a fact of the same vocabulary. */
    public Value value(Fact fact) {
        return fact.read(this);
    }

    /** Whether the client speaks this protocol: known, with the value {@code true}, or one of the others. */
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
     * Which protocol the client speaks: the first of the vocabulary's that knows its own. It may run all parsers, and
     * is pending as long as that could change with more bytes.
     */
    public Recognition recognition() {
        return recognition(false);
    }

    /**
     * The same for an opening that no more bytes will join: never pending. What is not whole, and can be one protocol
     * only, is that.
     */
    public Recognition finalRecognition() {
        return recognition(true);
    }

    private Recognition recognition(boolean settled) {
        Recognition malformed = new Recognition.Unrecognised();
        List<Protocol<?>> unfinished = new ArrayList<>();
        for (Protocol<?> protocol : vocabulary.protocols()) {
            switch (reading(protocol)) {
                case Reading.Facts<?> _ -> {
                    return new Recognition.Recognised(protocol);
                }
                case Reading.Partial<?> _ -> {
                    if (!settled) {
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
     * Refuses the client in the words of its protocol, as soon as it is known which that is; until then, more is needed.
     *
     * @param settled whether no more bytes are waited for
     * @param text for people, where the protocol has room for it; empty: what is usual for this reason
     * @param because for the access line; what is malformed is said instead, unless the client is forbidden to connect
     */
    public Decision refuse(boolean settled, Refusal why, String text, String because) {
        return switch (settled ? finalRecognition() : recognition()) {
            case Recognition.Pending _ -> Decision.needMore();
            case Recognition.Recognised(Protocol<?> protocol) ->
                Decision.reject(refusal(protocol, why, text.isEmpty() ? why.text() : text))
                        .because(because);
            case Recognition.Malformed(Protocol<?> protocol, String reason) ->
                Decision.reject(refusal(protocol, Refusal.MALFORMED, text.isEmpty() ? Refusal.MALFORMED.text() : text))
                        .because(why == Refusal.FORBIDDEN ? because : protocol + ": " + reason);
            case Recognition.Unrecognised _ -> Decision.reject(text).because(because);
        };
    }

    /**
     * What to send a client of this protocol ahead of closing its connection, in the protocol's words; nothing where it
     * has none.
     *
     * @param text for people, where the protocol has room for it
     */
    <F> byte[] refusal(Protocol<F> protocol, Refusal why, String text) {
        return protocol.refuse(reading(protocol), why, text, bytes());
    }

    /**
     * The answer without which a client does not say more, where a protocol that was asked about has such: a Postgres
     * client that asks for encryption is told that there is none, so that it goes on to say user and database.
     */
    public Optional<Decision> invitation() {
        for (Protocol<?> protocol : vocabulary.protocols()) {
            Optional<Decision> invitation = invitation(protocol);
            if (invitation.isPresent()) {
                return invitation;
            }
        }
        return Optional.empty();
    }

    private <F> Optional<Decision> invitation(Protocol<F> protocol) {
        return readings[vocabulary.index(protocol)] != null
                        && reading(protocol) instanceof Reading.Facts<F>(F facts, int length)
                ? protocol.invite(facts).map(answer -> Decision.reply(answer, length))
                : Optional.empty();
    }

    /**
     * The same decision, with labels for what was read so far of where the client wants to go, and as whom. Nothing is read
     * for that.
     */
    public Decision labelled(Decision decision) {
        Decision labelled = decision;
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

    /** The value of all that is known; what is pending or malformed is said once for each protocol. In a fixed order. */
    public Map<String, String> explain() {
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
        return lines;
    }

    private void explain(Fact fact, Map<String, String> lines) {
        if (value(fact) instanceof Value.Known(List<String> all)) {
            lines.put(fact.name(), String.join(",", all));
        }
    }
}
