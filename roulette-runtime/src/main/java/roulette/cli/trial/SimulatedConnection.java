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

/** A connection in memory: its bytes arrive in pieces by {@link Splits}, and it performs the steps of {@link Dialogue}. */
final class SimulatedConnection implements Progress {
    private final Map<String, Router> others;
    private final TimedCalls calls;
    private final int limit;
    private final LongSupplier nanoTime;
    private final ConnectionInfo info;
    private final ClientBytes sent;
    private final List<TrialResult.Step> steps = new ArrayList<>();
    private Router router;
    private RouterState state = new RouterState();
    private @Nullable RoutingResult verdict;
    private boolean exact = true;
    private boolean ended;
    private boolean news;
    private boolean wasTimedOut;
    private int delegations;

    /** Bytes received by the router, and how many of them replies have consumed. */
    private int shown;

    private int consumed;

    SimulatedConnection(
            Router router,
            Map<String, Router> others,
            TimedCalls calls,
            int limit,
            LongSupplier nanoTime,
            ConnectionInfo info,
            ClientBytes sent) {
        this.others = others;
        this.router = router;
        this.calls = calls;
        this.limit = limit;
        this.nanoTime = nanoTime;
        this.info = info;
        this.sent = sent;
    }

    int shown() {
        return shown;
    }

    boolean isExact() {
        return exact;
    }

    List<TrialResult.Step> steps() {
        return steps;
    }

    /** The result. Only after {@link #run}. */
    RoutingResult verdict() {
        return Objects.requireNonNull(verdict, "the connection was not run");
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

    /** Routes the connection; the bytes arrive in these pieces, as far as there is room. */
    RoutingResult run(Splits splits) {
        verdict = verdict(() -> follow(Dialogue.accepted(calls.ask(router::needsBytes), this), splits));
        return verdict;
    }

    private interface Part {
        RoutingResult verdict() throws RouterFailure;
    }

    private static RoutingResult verdict(Part part) {
        try {
            return part.verdict();
        } catch (RouterFailure failure) {
            return new RoutingResult.Failed(String.valueOf(failure.getMessage()));
        }
    }

    private RoutingResult follow(Step first, Splits splits) throws RouterFailure {
        long began = nanoTime.getAsLong();
        Step step = first;
        while (true) {
            switch (step) {
                case Step.Wait _ -> {
                    boolean slow =
                            nanoTime.getAsLong() - began > calls.timeout().toNanos();
                    if (!receive(slow ? Splits.NONE : splits)) {
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

    /** Receives the next piece or EOF. Returns false if there is neither. */
    private boolean receive(Splits splits) {
        int left = sent.after(steps.size()) - shown;
        if (left > 0) {
            int count = Math.min(splits.next(shown, left), limit - held());
            exact = count == 1;
            shown += count;
        } else if (shown == sent.size() && sent.ended() && !ended) {
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
        steps.add(new TrialResult.Step(shown, reply));
    }

    private static RoutingResult ending(Step step) {
        return switch (step) {
            case Step.Forward forward -> new RoutingResult.Decided(forward.forward());
            case Step.Reject reject -> new RoutingResult.Decided(reject.reject());
            case Step.InvalidAnswer invalid -> new RoutingResult.Failed(invalid.text());
            case Step.Close close -> new RoutingResult.Undecided("the connection is closed: " + close.reason(), false);
            case Step.Wait _, Step.Ask _, Step.Reply _, Step.Delegate _ ->
                throw new IllegalStateException("more follows " + step);
        };
    }

    private RoutingResult waiting() {
        if (shown < sent.size()) {
            return new RoutingResult.Undecided(
                    shown == 0
                            ? "the router waits for the client's bytes, and the client waited for the server's"
                            : "the router wants more bytes, and the client waited for the server's answer",
                    true);
        }
        if (sent.gap()) {
            return new RoutingResult.Undecided(
                    "the router wants more bytes, and what came next was not captured", false);
        }
        if (sent.more() || sent.total() > sent.size()) {
            return new RoutingResult.Undecided(
                    "the router wants more than the first " + sent.size() + " bytes (limits.opening)", false);
        }
        return new RoutingResult.Undecided(
                held() > 0 ? "the router wants more bytes" : "the router waits for the client's bytes", true);
    }

    private SimulatedOpening opening(int to) {
        int end = Math.min(to, consumed + limit);
        return new SimulatedOpening(
                info, slice(consumed, end), ended, end - consumed == limit, steps.size(), calls.timeout(), state);
    }

    /** Whether the connection waits for further bytes of the client. */
    boolean waits() {
        return verdict instanceof RoutingResult.Undecided undecided && undecided.waits();
    }

    /**
     * Simulates the routing timeout. Returns the result, or nothing if the connection continues after a reply: then the
     * result is {@link #verdict}.
     */
    Optional<RoutingResult> timeOut(Splits splits) {
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
            if (shown == sent.size() && !(next instanceof Step.Ask)) {
                // No bytes follow, so the reply is the result and no step before it.
                consumed = before;
                steps.removeLast();
                return Optional.of(new RoutingResult.Decided(reply.reply()));
            }
            verdict = verdict(() -> follow(next, splits));
            return Optional.empty();
        } catch (RouterFailure failure) {
            return Optional.of(new RoutingResult.Failed(String.valueOf(failure.getMessage())));
        }
    }

    /** What the router parses from all bytes that no reply has consumed. */
    List<String> explanation() {
        try {
            return calls.ask(() -> router.explain(opening(sent.size()))).entrySet().stream()
                    .map(String::valueOf)
                    .toList();
        } catch (RouterFailure failure) {
            return List.of("(the router failed: " + failure.getMessage() + ")");
        }
    }

    /** This result, if it differs from that of another connection in its effect for target and client. */
    Optional<RoutingResult> differingFrom(SimulatedConnection other) {
        return Optional.ofNullable(verdict).filter(own -> !withAllBytes(own).equals(other.withAllBytes(other.verdict)));
    }

    /** A forward with all bytes that the target gets: the opening or its replacement, and those after it. */
    private Optional<RoutingResult> withAllBytes(@Nullable RoutingResult any) {
        if (any instanceof RoutingResult.Decided(Decision.Forward forward)) {
            ByteBuffer first = forward.replacement().orElseGet(() -> slice(consumed, shown));
            ByteBuffer rest = slice(shown, sent.size());
            byte[] all = new byte[first.remaining() + rest.remaining()];
            ByteBuffer.wrap(all).put(first).put(rest);
            return Optional.of(new RoutingResult.Decided(forward.replacing(all)));
        }
        return Optional.ofNullable(any);
    }

    private ByteBuffer slice(int from, int to) {
        return sent.bytes().slice(from, to - from);
    }
}
