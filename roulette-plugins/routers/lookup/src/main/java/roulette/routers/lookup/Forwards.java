package roulette.routers.lookup;

import java.util.List;
import roulette.api.Decision;
import roulette.api.Target;

/** Forwards to several targets. */
final class Forwards {
    private Forwards() {}

    /** To the first, and to the others in their order when it can't be reached. */
    static Decision.Forward to(List<Target> targets) {
        Decision.Forward forward = Decision.forward(targets.getFirst());
        for (Target target : targets.subList(1, targets.size())) {
            forward = forward.orElse(target);
        }
        return forward;
    }
}
