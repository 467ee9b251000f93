package roulette.routers.rules;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import roulette.api.Decision;
import roulette.api.ProxyProtocol;
import roulette.api.Target;

/** A forward that may depend on client input. */
interface Forwarding {
    /** The decision; none if the client's input gives no valid target. */
    Optional<Decision.Forward> decide(Situation situation);

    /**
     * The options of the forward.
     *
     * @param because the rule's name
     */
    record Options(
            Optional<Duration> connectTimeout,
            Optional<Duration> firstByteTimeout,
            Optional<ProxyProtocol> proxyProtocol,
            String because) {
        Decision.Forward forward(List<Target> targets) {
            return with(Decision.forward(targets).because(because));
        }

        /** The forward with these options, but its own reason. */
        Decision.Forward with(Decision.Forward forward) {
            Decision.Forward changed =
                    connectTimeout.map(forward::connectTimeout).orElse(forward);
            changed = firstByteTimeout.map(changed::firstByteTimeout).orElse(changed);
            return proxyProtocol.map(changed::proxyProtocol).orElse(changed);
        }
    }
}
