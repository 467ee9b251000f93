package roulette.net;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Target;
import roulette.eventloop.EventLoop;
import roulette.routing.RouterNotice;
import roulette.routing.RouterState;
import roulette.routing.RunningRouter;

/**
 * The routers of one connection, each with its state for it: the current one, and those that have delegated the
 * connection. Confined to the loop's thread, except {@link #state()}.
 */
final class ConnectionRouters {
    /** @param state null if it has none */
    private record Former(RunningRouter router, @Nullable RouterState state) {}

    private RunningRouter present;

    /** Whether the current router was called. */
    private boolean called;

    /** The state of the current router; null until first used. Guarded by this object. */
    private @Nullable RouterState state;

    private List<Former> former = List.of();

    ConnectionRouters(RunningRouter first) {
        present = first;
    }

    RunningRouter present() {
        return present;
    }

    /** The names of the routers that have delegated the connection. */
    List<String> formerNames() {
        return former.isEmpty()
                ? List.of()
                : former.stream().map(each -> each.router().name()).toList();
    }

    /** The current router is called. */
    void called() {
        called = true;
    }

    /** The state of the current router. For any thread. */
    synchronized RouterState state() {
        RouterState kept = state;
        if (kept == null) {
            kept = new RouterState();
            state = kept;
        }
        return kept;
    }

    /** Makes another router the current one. */
    synchronized void delegate(RunningRouter other) {
        List<Former> all = new ArrayList<>(former);
        all.add(new Former(present, state));
        Optional<Former> again =
                all.stream().filter(each -> each.router() == other).findFirst();
        again.ifPresent(all::remove);
        former = all;
        state = again.map(Former::state).orElse(null);
        called = again.isPresent();
        present = other;
    }

    /** Whether any called router handles the connection's end. */
    boolean anyHandlesEnded() {
        boolean any = called && present.handlesEnded();
        for (int i = 0; !any && i < former.size(); i++) {
            any = former.get(i).router().handlesEnded();
        }
        return any;
    }

    /** Notifies these routers of the end. */
    void notifyEnded(EventLoop loop, Duration timeout, AccessRecord line, Optional<Target> target) {
        for (Former each : former) {
            if (each.router().handlesEnded()) {
                RouterState kept = each.state() == null ? new RouterState() : each.state();
                RouterNotice.ended(loop, timeout, each.router(), new EndedConnection(line, target, kept));
            }
        }
        if (called && present.handlesEnded()) {
            RouterNotice.ended(loop, timeout, present, new EndedConnection(line, target, state()));
        }
    }
}
