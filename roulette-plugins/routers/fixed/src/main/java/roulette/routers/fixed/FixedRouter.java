package roulette.routers.fixed;

import java.util.ArrayList;
import java.util.List;
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
        List<Target> targets = new ArrayList<>(List.of(settings.target("target")));
        targets.addAll(settings.targets("or-else"));
        decision = Decision.forward(targets);
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
