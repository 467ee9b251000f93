package roulette.net;

import java.util.List;
import java.util.Map;
import java.util.Set;
import roulette.api.Router;
import roulette.eventloop.BufferMemory;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;

/** A listener with its router. */
public record RoutedListener(Listener listener, Router router) {
    /** A proxy with only this listener. */
    public Proxy open(Timeouts timeouts, Limits limits, BufferMemory memory, AccessRecord.Sink accessLog)
            throws ListenException {
        return Proxy.open(
                List.of(listener), Map.of(listener.router(), router), timeouts, limits, memory, accessLog, Set.of());
    }
}
