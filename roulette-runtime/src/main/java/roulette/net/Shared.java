package roulette.net;

import java.util.Map;
import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.resolver.Resolver;
import roulette.routing.OpeningsBudget;
import roulette.routing.RunningRouter;

/** The state shared by the loops of one proxy, with the routers by name. Every component is for any thread. */
record Shared(
        Timeouts timeouts,
        Limits limits,
        ConnectionLimiter limiter,
        RateLimiter rates,
        OpeningsBudget openings,
        Counters counters,
        TargetCounters targets,
        OwnListeners own,
        ConnectionIds ids,
        Resolver resolver,
        Map<String, RunningRouter> routers,
        AccessRecord.Sink accessLog) {}
