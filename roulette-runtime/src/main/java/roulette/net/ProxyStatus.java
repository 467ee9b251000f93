package roulette.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.options.Listener;

/**
 * The status of a proxy. The numbers are read one after the other while connections continue, so they may not add up.
 *
 * @param open open connections
 * @param forwarded connections that reached a target, since the start
 * @param endings the number of connections for each ending of the access log, since the start
 * @param targets targets that were connected or failed, those with most connections first
 */
public record ProxyStatus(
        int open,
        long forwarded,
        List<ListenerStatus> listeners,
        List<LimitStatus> limits,
        Map<String, Long> endings,
        List<TargetStatus> targets) {

    /**
     * @param address bound
     * @param accepted connections since the start
     */
    public record ListenerStatus(Listener listener, InetSocketAddress address, int open, long accepted) {}

    /**
     * The usage of a limit.
     *
     * @param name of the setting
     * @param router whose calls it limits, if it is a limit of one router
     * @param listener whose connections it limits, if it is a limit of one listener
     * @param limit 0: none
     * @param reached how often it was reached since the start
     */
    public record LimitStatus(
            String name, Optional<String> router, Optional<String> listener, long used, long limit, long reached) {}

    /**
     * @param target as the router named it; "other" for the sum of those that are not counted separately
     * @param open open connections
     * @param connected connections since the start
     * @param failures the number of failures for each cause of the access log, since the start
     */
    public record TargetStatus(String target, int open, long connected, Map<String, Long> failures) {}
}
