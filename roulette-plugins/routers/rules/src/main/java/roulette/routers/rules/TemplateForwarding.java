package roulette.routers.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.Target;

/** A forward to targets that may contain client input. */
final class TemplateForwarding implements Forwarding {
    private final List<TargetTemplate> targets;
    private final Options options;
    private final Optional<Decision.Forward> always;

    /** @param targets at least one */
    TemplateForwarding(List<TargetTemplate> targets, Options options) {
        this.targets = targets;
        this.options = options;
        List<Target> fixed =
                targets.stream().flatMap(each -> each.always().stream()).toList();
        always = fixed.size() == targets.size() ? Optional.of(options.forward(fixed)) : Optional.empty();
    }

    @Override
    public Optional<Decision.Forward> decide(Situation situation) {
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
        return Optional.of(options.forward(filled));
    }
}
