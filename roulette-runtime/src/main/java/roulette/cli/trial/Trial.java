package roulette.cli.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Router;
import roulette.dialogue.Splits;

/** Tries a router on the bytes of clients. For one thread. */
public final class Trial {
    /** Timeout of a call if the routing timeout is off: the command must not hang. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Router router;
    private final Map<String, Router> others;
    private final Duration routing;
    private final int limit;
    private final LongSupplier nanoTime;

    /**
     * @param router configured
     * @param routing the timeout of one call; 0 means a minute, and {@code timedOut} is never called
     * @param limit the greatest number of bytes shown to the router
     */
    public Trial(Router router, Duration routing, int limit) {
        this(router, routing, limit, System::nanoTime);
    }

    Trial(Router router, Duration routing, int limit, LongSupplier nanoTime) {
        this(router, Map.of(), routing, limit, nanoTime);
    }

    private Trial(Router router, Map<String, Router> others, Duration routing, int limit, LongSupplier nanoTime) {
        this.router = router;
        this.others = others;
        this.routing = routing;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** The same, with the routers that may be delegated to, by their names in the configuration. */
    public Trial delegatingTo(Map<String, Router> routers) {
        return new Trial(router, routers, routing, limit, nanoTime);
    }

    /** Shows the router the bytes piece by piece until it decides, then all at once, to compare. */
    public Outcome of(Caller caller, ClientBytes sent, Splits splits) {
        TimedCalls calls = new TimedCalls(routing.isZero() ? LONGEST : routing);
        Attempt attempt = new Attempt(
                new TriedConnection(router, others, calls, limit, nanoTime, caller, sent), calls, caller, sent);
        return calls.run(() -> attempt.run(splits), attempt::abandoned);
    }

    /** Runs on the worker of its calls; {@code abandoned} runs on the watching thread if the worker is stuck. */
    private final class Attempt {
        private final TriedConnection tried;
        private final TimedCalls calls;
        private final Caller caller;
        private final ClientBytes sent;

        /** The outcome so far, once the first connection was followed. */
        private volatile @Nullable Outcome known;

        Attempt(TriedConnection tried, TimedCalls calls, Caller caller, ClientBytes sent) {
            this.tried = tried;
            this.calls = calls;
            this.caller = caller;
            this.sent = sent;
        }

        Outcome run(Splits splits) {
            Verdict verdict = tried.follow(splits);
            Optional<Verdict> silent = Optional.empty();
            if (tried.waits() && routing.isPositive()) {
                silent = tried.timeOut(splits);
                verdict = tried.verdict();
            }
            Optional<Verdict> none = Optional.empty();
            known = outcome(verdict, silent, none, none, List.of());
            boolean waits = tried.waits() && tried.shown() < sent.size();
            Optional<Verdict> unasked =
                    waits ? Optional.of(connection(sent.atOnce()).follow(Splits.NONE)) : none;
            Optional<Verdict> atOnce = waits || splits == Splits.NONE ? none : differentAtOnce();
            known = outcome(verdict, silent, atOnce, unasked, List.of());
            return calls.isStuck() ? known : outcome(verdict, silent, atOnce, unasked, tried.explanation());
        }

        private Optional<Verdict> differentAtOnce() {
            if (tried.shown() == sent.size() || calls.isStuck()) {
                return Optional.empty();
            }
            TriedConnection other = connection(sent);
            other.follow(Splits.NONE);
            return other.unlike(tried);
        }

        private TriedConnection connection(ClientBytes bytes) {
            return new TriedConnection(router, others, calls, limit, nanoTime, caller, bytes);
        }

        private Outcome outcome(
                Verdict verdict,
                Optional<Verdict> silent,
                Optional<Verdict> atOnce,
                Optional<Verdict> unasked,
                List<String> parsed) {
            return new Outcome(
                    verdict,
                    tried.shown(),
                    tried.isExact(),
                    List.copyOf(tried.steps()),
                    parsed,
                    silent,
                    atOnce,
                    unasked);
        }

        Outcome abandoned(String reason) {
            @Nullable Outcome before = known;
            return before == null
                    ? outcome(
                            new Verdict.Failed(reason), Optional.empty(), Optional.empty(), Optional.empty(), List.of())
                    : before;
        }
    }
}
