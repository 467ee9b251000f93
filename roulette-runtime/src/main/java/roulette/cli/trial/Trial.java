package roulette.cli.trial;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Router;
import roulette.dialogue.Splits;

/** Runs a router on the bytes of clients, without network. For one thread. */
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
     * @param limit the maximum number of bytes passed to the router
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

    /** Passes the bytes to the router piece by piece until it decides, then all at once, to compare. */
    public TrialResult of(ConnectionInfo info, ClientBytes sent, Splits splits) {
        TimedCalls calls = new TimedCalls(routing.isZero() ? LONGEST : routing);
        Attempt attempt = new Attempt(
                new SimulatedConnection(router, others, calls, limit, nanoTime, info, sent), calls, info, sent);
        return calls.run(() -> attempt.run(splits), attempt::abandoned);
    }

    /** Runs on the worker of its calls; {@code abandoned} runs on the watching thread if the worker is stuck. */
    private final class Attempt {
        private final SimulatedConnection tried;
        private final TimedCalls calls;
        private final ConnectionInfo info;
        private final ClientBytes sent;

        /** The result so far; null until the first connection has a result. */
        private volatile @Nullable TrialResult known;

        Attempt(SimulatedConnection tried, TimedCalls calls, ConnectionInfo info, ClientBytes sent) {
            this.tried = tried;
            this.calls = calls;
            this.info = info;
            this.sent = sent;
        }

        TrialResult run(Splits splits) {
            RoutingResult verdict = tried.run(splits);
            Optional<RoutingResult> silent = Optional.empty();
            if (tried.waits() && routing.isPositive()) {
                silent = tried.timeOut(splits);
                verdict = tried.verdict();
            }
            Optional<RoutingResult> none = Optional.empty();
            known = result(verdict, silent, none, none, List.of());
            boolean waits = tried.waits() && tried.shown() < sent.size();
            Optional<RoutingResult> unasked =
                    waits ? Optional.of(connection(sent.atOnce()).run(Splits.NONE)) : none;
            Optional<RoutingResult> atOnce = waits || splits == Splits.NONE ? none : differentAtOnce();
            known = result(verdict, silent, atOnce, unasked, List.of());
            return calls.isStuck() ? known : result(verdict, silent, atOnce, unasked, tried.explanation());
        }

        private Optional<RoutingResult> differentAtOnce() {
            if (tried.shown() == sent.size() || calls.isStuck()) {
                return Optional.empty();
            }
            SimulatedConnection other = connection(sent);
            other.run(Splits.NONE);
            return other.differingFrom(tried);
        }

        private SimulatedConnection connection(ClientBytes bytes) {
            return new SimulatedConnection(router, others, calls, limit, nanoTime, info, bytes);
        }

        private TrialResult result(
                RoutingResult verdict,
                Optional<RoutingResult> silent,
                Optional<RoutingResult> atOnce,
                Optional<RoutingResult> unasked,
                List<String> parsed) {
            return new TrialResult(
                    verdict,
                    tried.shown(),
                    tried.isExact(),
                    List.copyOf(tried.steps()),
                    parsed,
                    silent,
                    atOnce,
                    unasked);
        }

        TrialResult abandoned(String reason) {
            @Nullable TrialResult before = known;
            return before == null
                    ? result(
                            new RoutingResult.Failed(reason),
                            Optional.empty(),
                            Optional.empty(),
                            Optional.empty(),
                            List.of())
                    : before;
        }
    }
}
