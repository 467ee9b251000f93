package roulette.cli.trial;

import java.util.stream.Collectors;
import roulette.api.Decision;

/** Formats decisions as text. */
final class DecisionText {
    private DecisionText() {}

    static String of(RoutingResult verdict) {
        return switch (verdict) {
            case RoutingResult.Decided decided -> of(decided.decision());
            case RoutingResult.Undecided undecided -> "none: " + undecided.reason();
            case RoutingResult.Failed failed -> "none: the router failed: " + failed.reason();
        };
    }

    static String of(Decision decision) {
        return switch (decision) {
            case Decision.Forward forward ->
                "forward " + forward.targets().stream().map(Object::toString).collect(Collectors.joining(", or else "));
            case Decision.Reject reject ->
                reject.reply().hasRemaining() ? "reject " + EscapedBytes.of(reject.reply()) : "reject";
            case Decision.Reply reply -> "reply " + of(reply);
            case Decision.NeedMore needMore -> "need more";
            case Decision.Delegate delegate -> "delegate to " + delegate.router();
        };
    }

    static String of(Decision.Reply reply) {
        return EscapedBytes.of(reply.bytes()) + ", " + reply.consumed() + " consumed";
    }

    /** The reason given by the router; empty if it gave none. */
    static String because(RoutingResult verdict) {
        return verdict instanceof RoutingResult.Decided(Decision decision) ? decision.because() : "";
    }
}
