package roulette.cli.trial;

import java.util.List;
import java.util.Optional;
import roulette.api.Decision;

/**
 * The result of a trial.
 *
 * @param verdict the result if the bytes arrive one by one
 * @param after how many bytes the router had seen by then
 * @param exact whether it was called after each byte, so that one byte less was not sufficient
 * @param steps the replies before it
 * @param parsed what the router has parsed from the bytes
 * @param silent the result if the client sends nothing more; only if the connection would wait
 * @param atOnce the result if all bytes arrive at once; only if it differs
 * @param unasked the result if the client does not wait for the server; only if it did
 */
public record TrialResult(
        RoutingResult verdict,
        int after,
        boolean exact,
        List<Step> steps,
        List<String> parsed,
        Optional<RoutingResult> silent,
        Optional<RoutingResult> atOnce,
        Optional<RoutingResult> unasked) {
    /**
     * A reply.
     *
     * @param after how many bytes the router had seen by then
     */
    public record Step(int after, Decision.Reply reply) {}

    /** Whether a decision was made, possibly at the routing timeout of a client that waits for the server. */
    public boolean isDecided() {
        return verdict instanceof RoutingResult.Decided
                || (unasked.isPresent() && silent.filter(TrialResult::isForward).isPresent());
    }

    private static boolean isForward(RoutingResult verdict) {
        return verdict instanceof RoutingResult.Decided(Decision.Forward forward);
    }
}
