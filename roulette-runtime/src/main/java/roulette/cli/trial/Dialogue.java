package roulette.cli.trial;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Router;

/** One connection's way to a decision: the router's answers are followed as the network core follows them. */
final class Dialogue {
    private final Router router;
    private final PatientCalls calls;
    private final int limit;
    private final LongSupplier nanoTime;
    private final Caller caller;
    private final Said said;
    private final List<Outcome.Step> steps = new ArrayList<>();
    private @Nullable Verdict verdict;
    private boolean exact = true;
    private boolean ended;

    /** Bytes that the router was shown, and those of them that replies have consumed. */
    private int shown;

    private int consumed;

    Dialogue(Router router, PatientCalls calls, int limit, LongSupplier nanoTime, Caller caller, Said said) {
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

    /** The bytes come in these pieces, or as many as there is room for. */
    Verdict follow(Splits splits) {
        try {
            long began = nanoTime.getAsLong();
            if (shown == 0 && steps.isEmpty() && !calls.ask(router::needsBytes)) {
                ask();
            }
            while (verdict == null) {
                boolean slow = nanoTime.getAsLong() - began > calls.patience().toNanos();
                hear(slow ? Splits.NONE : splits);
            }
        } catch (RouterFailure failure) {
            verdict = new Verdict.Failed(String.valueOf(failure.getMessage()));
        }
        return verdict;
    }

    private void hear(Splits splits) throws RouterFailure {
        int left = said.after(steps.size()) - shown;
        if (size() == limit) {
            verdict = full();
        } else if (left > 0) {
            int count = Math.min(splits.next(shown, left), limit - size());
            exact = count == 1;
            shown += count;
            ask();
        } else if (shown < said.size()) {
            verdict = new Verdict.Undecided(
                    shown == 0
                            ? "the router waits for the client's bytes, and the client waited for the server's"
                            : "the router wants more bytes, and the client waited for the server's answer",
                    true);
        } else if (said.ended() && !ended) {
            ended = true;
            if (size() > 0) {
                ask();
            } else {
                verdict = closed(
                        "the client ended its side" + (shown > 0 ? " before it was routed" : ", and had said nothing"));
            }
        } else {
            verdict = waiting();
        }
    }

    private Verdict waiting() {
        if (said.gap()) {
            return new Verdict.Undecided("the router wants more bytes, and what came next was not captured", false);
        }
        if (said.more() || said.total() > said.size()) {
            return new Verdict.Undecided(
                    "the router wants more than the first " + said.size() + " bytes (limits.opening)", false);
        }
        return new Verdict.Undecided(
                size() > 0 ? "the router wants more bytes" : "the router waits for the client's bytes", true);
    }

    /** Asks until it wants to hear more. */
    private void ask() throws RouterFailure {
        boolean again;
        do {
            again = switch (calls.ask(() -> router.route(opening(shown)))) {
                case Decision.NeedMore needMore -> wantsMore("before the router had enough");
                case Decision.Reply reply -> replied(reply);
                case Decision.Forward forward -> decided(forward);
                case Decision.Reject reject -> decided(reject);
            };
        } while (again);
    }

    private boolean decided(Decision decision) {
        verdict = new Verdict.Decided(decision);
        return false;
    }

    private boolean wantsMore(String when) {
        if (ended) {
            verdict = closed("the client ended its side " + when);
        } else if (size() == limit) {
            verdict = full();
        }
        return false;
    }

    private boolean replied(Decision.Reply reply) throws RouterFailure {
        if (reply.consumed() > size()) {
            throw new RouterFailure("it replied and consumed " + reply.consumed() + " bytes of " + size());
        }
        consumed += reply.consumed();
        steps.add(new Outcome.Step(shown, reply));
        boolean again = reply.consumed() > 0 && size() > 0;
        return again || wantsMore("before it was routed");
    }

    private Verdict full() {
        return closed("no decision after " + size() + " bytes, which is limits.opening");
    }

    private static Verdict closed(String why) {
        return new Verdict.Undecided("the connection is closed: " + why, false);
    }

    private int size() {
        return shown - consumed;
    }

    private TriedOpening opening(int to) {
        int end = Math.min(to, consumed + limit);
        return new TriedOpening(caller, slice(consumed, end), ended, end - consumed == limit, steps.size());
    }

    /** Whether the connection waits for what the client says next. */
    boolean waits() {
        return verdict instanceof Verdict.Undecided undecided && undecided.waits();
    }

    /** Whether this answer to silence is a reply after which the client says more; then the dialogue goes on. */
    boolean greets(Verdict answer) {
        if (shown == said.size()
                || !(answer instanceof Verdict.Decided(Decision.Reply reply))
                || reply.consumed() > size()) {
            return false;
        }
        consumed += reply.consumed();
        steps.add(new Outcome.Step(shown, reply));
        verdict = null;
        return true;
    }

    /** What the router says of silence. */
    Verdict timedOut() {
        try {
            return switch (calls.ask(() -> router.timedOut(opening(shown)))) {
                case Decision.NeedMore needMore -> closed("the router still wants more bytes");
                case Decision decision -> new Verdict.Decided(decision);
            };
        } catch (RouterFailure failure) {
            return new Verdict.Failed(String.valueOf(failure.getMessage()));
        }
    }

    /** What the router reads in all bytes that no reply has consumed. */
    List<String> explanation() {
        try {
            return calls.ask(() -> router.explain(opening(said.size()))).stream()
                    .map(String::valueOf)
                    .toList();
        } catch (RouterFailure failure) {
            return List.of("(the router failed: " + failure.getMessage() + ")");
        }
    }

    /** What was decided here, where it is something else than there, for whoever is connected. */
    Optional<Verdict> unlike(Dialogue other) {
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
