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
 * The routers that are asked about one connection, with what each keeps for it: the present one, and those that have
 * delegated the connection before. Confined to the loop's thread, except {@link #state()}.
 */
final class AskedRouters {
    /** @param state null if it keeps nothing */
    private record Former(RunningRouter router, @Nullable RouterState state) {}

    private RunningRouter present;

    /** Whether the present router was asked. */
    private boolean asked;

    /** Of the present router; null until it keeps something. Guarded by this object. */
    private @Nullable RouterState state;

    private List<Former> former = List.of();

    AskedRouters(RunningRouter first) {
        present = first;
    }

    RunningRouter present() {
        return present;
    }

    /** The names of those that have delegated the connection. */
    List<String> formerNames() {
        return former.isEmpty()
                ? List.of()
                : former.stream().map(each -> each.router().name()).toList();
    }

    /** The present router is asked. */
    void ask() {
        asked = true;
    }

    /** What the present router keeps. For any thread. */
    synchronized RouterState state() {
        RouterState kept = state;
        if (kept == null) {
            kept = new RouterState();
            state = kept;
        }
        return kept;
    }

    /** From now on this router is asked. */
    synchronized void delegate(RunningRouter other) {
        List<Former> all = new ArrayList<>(former);
        all.add(new Former(present, state));
        Optional<Former> again =
                all.stream().filter(each -> each.router() == other).findFirst();
        again.ifPresent(all::remove);
        former = all;
        state = again.map(Former::state).orElse(null);
        asked = again.isPresent();
        present = other;
    }

    /** Whether one of those that were asked does something when it is told of the connection's end. */
    boolean hearEnd() {
        boolean any = asked && present.hearsEnds();
        for (int i = 0; !any && i < former.size(); i++) {
            any = former.get(i).router().hearsEnds();
        }
        return any;
    }

    /** Tells these routers of the end. */
    void tellEnd(EventLoop loop, Duration timeout, AccessRecord line, Optional<Target> target) {
        for (Former each : former) {
            if (each.router().hearsEnds()) {
                RouterState kept = each.state() == null ? new RouterState() : each.state();
                RouterNotice.ended(loop, timeout, each.router(), new EndedConnection(line, target, kept));
            }
        }
        if (asked && present.hearsEnds()) {
            RouterNotice.ended(loop, timeout, present, new EndedConnection(line, target, state()));
        }
    }
}
