package roulette.routers.fixed;

import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/** Forwards every connection to one target, whatever the protocol, even if the server speaks first. */
public final class FixedRouter implements Router {
    private Decision decision = Decision.reject();

    @Override
    public String name() {
        return "fixed";
    }

    @Override
    public String description() {
        return "Forwards everything to one target.";
    }

    @Override
    public void configure(Settings settings) {
        Target target = settings.target("target");
        Decision.Forward forward = Decision.forward(target);
        for (Target next : settings.targets("or-else")) {
            forward = forward.orElse(next);
        }
        decision = forward;
    }

    @Override
    public Decision route(Opening opening) {
        return decision;
    }

    @Override
    public boolean blocks() {
        return false;
    }

    @Override
    public boolean needsBytes() {
        return false;
    }
}
