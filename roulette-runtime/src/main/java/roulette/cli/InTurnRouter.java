package roulette.cli;

import java.util.concurrent.atomic.AtomicInteger;
import roulette.api.Decision;
import roulette.api.Opening;
import roulette.api.Router;
import roulette.api.Target;

/** The router of the demo: forwards to two targets in turn. */
final class InTurnRouter implements Router {
    static final String NAME = "in-turn";

    private final Target first;
    private final Target second;
    private final AtomicInteger connections = new AtomicInteger();

    InTurnRouter(Target first, Target second) {
        this.first = first;
        this.second = second;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Decision route(Opening opening) {
        return Decision.forward(connections.getAndIncrement() % 2 == 0 ? first : second);
    }

    @Override
    public boolean blocks() {
        return false;
    }
}
