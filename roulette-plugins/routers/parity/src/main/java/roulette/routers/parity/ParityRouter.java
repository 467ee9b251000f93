package roulette.routers.parity;

import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Settings;
import roulette.api.Target;

/** The example router: forwards by whether the client's port is even or odd. */
public final class ParityRouter implements Router {
    private Target even = Target.of("localhost", 9999);
    private Target odd = Target.of("localhost", 9998);

    @Override
    public String name() {
        return "parity";
    }

    @Override
    public String description() {
        return "Routes by the parity of the client's port: even (localhost:9999) or odd (localhost:9998).";
    }

    @Override
    public void configure(Settings settings) {
        even = settings.target("even", even);
        odd = settings.target("odd", odd);
    }

    @Override
    public Decision route(Opening opening) {
        return Decision.forward(opening.client().getPort() % 2 == 0 ? even : odd);
    }

    @Override
    public boolean blocks() {
        return false;
    }
}
