package roulette.cli.trial;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import roulette.api.Router;

/** Tries a router on what clients say. For one thread. */
public final class Trial {
    /** Instead of a routing deadline that is off: the command must not hang. */
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Router router;
    private final Duration routing;
    private final int limit;
    private final LongSupplier nanoTime;

    /**
     * @param router configured
     * @param routing how long one call may take; 0 as long as a minute, and no client is ever called silent
     * @param limit at most so many bytes are shown to the router
     */
    public Trial(Router router, Duration routing, int limit) {
        this(router, routing, limit, System::nanoTime);
    }

    Trial(Router router, Duration routing, int limit, LongSupplier nanoTime) {
        this.router = router;
        this.routing = routing;
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** Shows the router the bytes one by one until it has decided, and then what is left at once, to compare. */
    public Outcome of(Caller caller, Said said) {
        PatientCalls calls = new PatientCalls(routing.isZero() ? LONGEST : routing);
        Dialogue dialogue = new Dialogue(router, calls, limit, nanoTime, caller, said);
        Verdict verdict = dialogue.follow(true);
        Optional<Verdict> silent = Optional.empty();
        if (verdict instanceof Verdict.Undecided undecided && undecided.waits() && routing.isPositive()) {
            silent = Optional.of(dialogue.silent());
        }
        Optional<Verdict> atOnce = Optional.empty();
        if (dialogue.shown() < said.size() && !calls.isStuck()) {
            Dialogue other = new Dialogue(router, calls, limit, nanoTime, caller, said);
            other.follow(false);
            atOnce = other.unlike(dialogue);
        }
        List<String> parsed = calls.isStuck() ? List.of() : dialogue.explanation();
        return new Outcome(
                verdict, dialogue.shown(), dialogue.isExact(), List.copyOf(dialogue.steps()), parsed, silent, atOnce);
    }
}
