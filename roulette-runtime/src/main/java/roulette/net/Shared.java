package roulette.net;

/** What the loops of one proxy have in common; every part of it may be used by any thread. */
record Shared(
        Timeouts timeouts,
        Limits limits,
        Admission admission,
        OpeningsBudget openings,
        Counters counters,
        Resolver resolver,
        AccessRecord.Sink accessLog) {}
