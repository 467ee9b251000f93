package roulette.routers.rules;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.api.Target;

/** A forward whose targets may depend on client input. */
final class Forwarding {
    private final List<TargetTemplate> targets;
    private final Options options;
    private final Optional<Decision.Forward> always;

    /**
     * The options of the forward.
     *
     * @param because the rule's name
     */
    record Options(
            Optional<Duration> connectTimeout,
            Optional<Duration> firstByteTimeout,
            Optional<ProxyProtocol> proxyProtocol,
            String because) {}

    /** @param targets at least one */
    Forwarding(List<TargetTemplate> targets, Options options) {
        this.targets = targets;
        this.options = options;
        List<Target> fixed =
                targets.stream().flatMap(each -> each.always().stream()).toList();
        always = fixed.size() == targets.size() ? Optional.of(forward(fixed)) : Optional.empty();
    }

    /** The decision; none if the client's input gives no valid target. */
    Optional<Decision.Forward> decide(Situation situation) {
        if (always.isPresent()) {
            return always;
        }
        List<Target> filled = new ArrayList<>();
        for (TargetTemplate template : targets) {
            Optional<Target> target = template.fill(situation);
            if (target.isEmpty()) {
                return Optional.empty();
            }
            filled.add(target.get());
        }
        return Optional.of(forward(filled));
    }

    private Decision.Forward forward(List<Target> all) {
        Decision.Forward forward = Decision.forward(all).because(options.because);
        forward = options.connectTimeout.map(forward::connectTimeout).orElse(forward);
        forward = options.firstByteTimeout.map(forward::firstByteTimeout).orElse(forward);
        return options.proxyProtocol.map(forward::proxyProtocol).orElse(forward);
    }
}
