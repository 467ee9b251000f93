package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Router;
import roulette.dialogue.Dialogue;
import roulette.dialogue.Progress;
import roulette.dialogue.Question;
import roulette.dialogue.Splits;
import roulette.dialogue.Step;
import roulette.routing.RouterState;

/** One connection that exists in memory only: its bytes come as {@link Splits} say, and {@link Dialogue} says what follows. */
final class TriedConnection implements Progress {
    private final Map<String, Router> others;
    private final TimedCalls calls;
    private final int limit;
    private final LongSupplier nanoTime;
    private final Caller caller;
    private final ClientBytes said;
    private final List<Outcome.Step> steps = new ArrayList<>();
    private Router router;
    private RouterState state = new RouterState();
    private @Nullable Verdict verdict;
    private boolean exact = true;
    private boolean ended;
    private boolean news;
    private boolean wasTimedOut;
    private int delegations;

    /** Bytes that the router was shown, and those of them that replies have consumed. */
    private int shown;

    private int consumed;

    TriedConnection(
            Router router,
            Map<String, Router> others,
            TimedCalls calls,
            int limit,
            LongSupplier nanoTime,
            Caller caller,
            ClientBytes said) {
        this.others = others;
        this.router = router;
        this.calls = calls;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.caller = caller;
        this.said = said;
    }

    int shown() {
        return shown;
    }

    boolean isExact() {
        return exact;
    }

    List<Outcome.Step> steps() {
        return steps;
    }

    /** What became of the connection, once it was followed. */
    Verdict verdict() {
        return Objects.requireNonNull(verdict, "the connection was not followed");
    }

    // ---- progress

    @Override
    public int held() {
        return shown - consumed;
    }

    @Override
    public boolean hasNews() {
        return news;
    }

    @Override
    public boolean ended() {
        return ended;
    }

    @Override
    public boolean full() {
        return held() == limit;
    }

    @Override
    public boolean taken() {
        return false;
    }

    @Override
    public boolean wasTimedOut() {
        return wasTimedOut;
    }

    @Override
    public int forwards() {
        return 0;
    }

    @Override
    public int delegations() {
        return delegations;
    }

    @Override
    public String lastFailure() {
        return "";
    }

    // ---- steps

    /** The bytes come in these pieces, or as many as there is room for. */
    Verdict follow(Splits splits) {
        verdict = verdict(() -> follow(Dialogue.accepted(calls.ask(router::needsBytes), this), splits));
        return verdict;
    }

    private interface Part {
        Verdict verdict() throws RouterFailure;
    }

    private static Verdict verdict(Part part) {
        try {
            return part.verdict();
        } catch (RouterFailure failure) {
            return new Verdict.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private Verdict follow(Step first, Splits splits) throws RouterFailure {
        long began = nanoTime.getAsLong();
        Step step = first;
        while (true) {
            switch (step) {
                case Step.Wait _ -> {
                    boolean slow =
                            nanoTime.getAsLong() - began > calls.timeout().toNanos();
                    if (!says(slow ? Splits.NONE : splits)) {
                        return waiting();
                    }
                    step = Dialogue.received(this);
                }
                case Step.Ask ask -> step = ask(ask.question());
                case Step.Reply reply -> {
                    take(reply.reply());
                    step = Dialogue.replied(reply.reply(), this);
                }
                case Step.Delegate delegate -> step = delegate(delegate);
                default -> {
                    return ending(step);
                }
            }
        }
    }

    /** The client says its next piece, or ends its side. Returns false where it does neither. */
    private boolean says(Splits splits) {
        int left = said.after(steps.size()) - shown;
        if (left > 0) {
            int count = Math.min(splits.next(shown, left), limit - held());
            exact = count == 1;
            shown += count;
        } else if (shown == said.size() && said.ended() && !ended) {
            ended = true;
        } else {
            return false;
        }
        news = true;
        return true;
    }

    private Step ask(Question question) throws RouterFailure {
        news = false;
        Decision decision = calls.ask(() -> switch (question) {
            case ROUTE -> router.route(opening(shown));
            case TIMED_OUT -> router.timedOut(opening(shown));
            case UNREACHABLE -> throw new IllegalStateException("no target is tried here");
        });
        return Dialogue.answered(question, decision, this);
    }

    private Step delegate(Step.Delegate step) throws RouterFailure {
        String name = step.delegate().router();
        Router other = others.get(name);
        if (other == null) {
            throw new RouterFailure("it delegated to " + name + ", which is not a router of the configuration");
        }
        router = other;
        state = new RouterState();
        delegations++;
        return Dialogue.delegated(step.question(), calls.ask(other::needsBytes), this);
    }

    private void take(Decision.Reply reply) {
        consumed += reply.consumed();
        steps.add(new Outcome.Step(shown, reply));
    }

    private static Verdict ending(Step step) {
        return switch (step) {
            case Step.Forward forward -> new Verdict.Decided(forward.forward());
            case Step.Reject reject -> new Verdict.Decided(reject.reject());
            case Step.InvalidAnswer invalid -> new Verdict.Failed(invalid.text());
            case Step.Close close -> new Verdict.Undecided("the connection is closed: " + close.reason(), false);
            case Step.Wait _, Step.Ask _, Step.Reply _, Step.Delegate _ ->
                throw new IllegalStateException("more follows " + step);
        };
    }

    private Verdict waiting() {
        if (shown < said.size()) {
            return new Verdict.Undecided(
                    shown == 0
                            ? "the router waits for the client's bytes, and the client waited for the server's"
                            : "the router wants more bytes, and the client waited for the server's answer",
                    true);
        }
        if (said.gap()) {
            return new Verdict.Undecided("the router wants more bytes, and what came next was not captured", false);
        }
        if (said.more() || said.total() > said.size()) {
            return new Verdict.Undecided(
                    "the router wants more than the first " + said.size() + " bytes (limits.opening)", false);
        }
        return new Verdict.Undecided(
                held() > 0 ? "the router wants more bytes" : "the router waits for the client's bytes", true);
    }

    private TriedOpening opening(int to) {
        int end = Math.min(to, consumed + limit);
        return new TriedOpening(
                caller, slice(consumed, end), ended, end - consumed == limit, steps.size(), calls.timeout(), state);
    }

    /** Whether the connection waits for what the client says next. */
    boolean waits() {
        return verdict instanceof Verdict.Undecided undecided && undecided.waits();
    }

    /**
     * The routing deadline passes. Returns what the router answers to that, and nothing where it is a reply after which
     * the connection goes on: {@link #verdict} says how.
     */
    Optional<Verdict> timeOut(Splits splits) {
        try {
            Step asked = Dialogue.expired(Dialogue.Stage.WAITING, this);
            wasTimedOut = true;
            Step step = asked instanceof Step.Ask ask ? ask(ask.question()) : asked;
            while (step instanceof Step.Delegate delegate) {
                Step next = delegate(delegate);
                step = next instanceof Step.Ask again ? ask(again.question()) : next;
            }
            if (!(step instanceof Step.Reply reply)) {
                return Optional.of(ending(step));
            }
            int before = consumed;
            take(reply.reply());
            Step next = Dialogue.replied(reply.reply(), this);
            if (shown == said.size() && !(next instanceof Step.Ask)) {
                // Nothing follows: it is no step on the way to the verdict.
                consumed = before;
                steps.removeLast();
                return Optional.of(new Verdict.Decided(reply.reply()));
            }
            verdict = verdict(() -> follow(next, splits));
            return Optional.empty();
        } catch (RouterFailure failure) {
            return Optional.of(new Verdict.Failed(String.valueOf(failure.getMessage())));
        }
    }

    /** What the router reads in all bytes that no reply has consumed. */
    List<String> explanation() {
        try {
            return calls.ask(() -> router.explain(opening(said.size()))).entrySet().stream()
                    .map(String::valueOf)
                    .toList();
        } catch (RouterFailure failure) {
            return List.of("(the router failed: " + failure.getMessage() + ")");
        }
    }

    /** What was decided here, where it is something else than there, for whoever is connected. */
    Optional<Verdict> unlike(TriedConnection other) {
        return Optional.ofNullable(verdict).filter(mine -> !whole(mine).equals(other.whole(other.verdict)));
    }

    /** With all that a target gets in the end: the sooner the router decides, the more of it comes by itself. */
    private Optional<Verdict> whole(@Nullable Verdict any) {
        if (any instanceof Verdict.Decided(Decision.Forward forward)) {
            ByteBuffer first = forward.replacement().orElseGet(() -> slice(consumed, shown));
            ByteBuffer rest = slice(shown, said.size());
            byte[] all = new byte[first.remaining() + rest.remaining()];
            ByteBuffer.wrap(all).put(first).put(rest);
            return Optional.of(new Verdict.Decided(forward.replacing(all)));
        }
        return Optional.ofNullable(any);
    }

    private ByteBuffer slice(int from, int to) {
        return said.bytes().slice(from, to - from);
    }
}
