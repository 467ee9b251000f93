package roulette.net;

import roulette.options.Limits;
import roulette.options.Timeouts;
import roulette.resolver.Resolver;
import roulette.routing.OpeningsBudget;

/** What the loops of one proxy have in common; every part of it may be used by any thread. */
record Shared(
        Timeouts timeouts,
        Limits limits,
        ConnectionLimiter limiter,
        OpeningsBudget openings,
        Counters counters,
        Resolver resolver,
        AccessRecord.Sink accessLog) {}
