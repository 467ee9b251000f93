package roulette.cli.trial;

import java.util.List;
import java.util.Optional;
import roulette.api.Decision;

/**
 * What came of a trial.
 *
 * @param verdict what becomes of the connection when its bytes come one by one
 * @param after how many bytes the router had been shown by then
 * @param exact whether it was asked after each of them, so that one byte less would not have been enough
 * @param steps the replies on the way
 * @param parsed what the router reads in the bytes
 * @param silent what it would answer if the client said nothing more; only where the connection would wait
 * @param atOnce what becomes of the connection when its bytes come all at once; only where it differs
 * @param unasked what becomes of the connection if the client does not wait for the server; only where it did
 */
public record Outcome(
        Verdict verdict,
        int after,
        boolean exact,
        List<Step> steps,
        List<String> parsed,
        Optional<Verdict> silent,
        Optional<Verdict> atOnce,
        Optional<Verdict> unasked) {
    /**
     * A reply.
     *
     * @param after how many bytes the router had been shown by then
     */
    public record Step(int after, Decision.Reply reply) {}

    /** Whether it is known where the connection goes, if need be when a client that waits has been silent for long. */
    public boolean isDecided() {
        return verdict instanceof Verdict.Decided
                || (unasked.isPresent() && silent.filter(Outcome::isForward).isPresent());
    }

    private static boolean isForward(Verdict verdict) {
        return verdict instanceof Verdict.Decided(Decision.Forward forward);
    }
}
