package roulette.net;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import roulette.options.Listener;

/**
 * What a proxy does at one time. Its numbers are read one after the other while connections go on, so they need not add
 * up.
 *
 * @param open open connections
 * @param forwarded connections that reached a target, since the start
 * @param endings how many connections ended in which way since the start, by the word of the access log
 * @param targets those that connections were forwarded to, or that failed, most connections first
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
     * How near a limit is.
     *
     * @param name of the setting
     * @param router that it holds for, if it holds for each one
     * @param listener that it is set for, unless it is set for the proxy
     * @param limit 0: none
     * @param reached how often it was reached since the start
     */
    public record LimitStatus(
            String name, Optional<String> router, Optional<String> listener, long used, long limit, long reached) {}

    /**
     * @param target as a router named it; "other" for all above the number of targets that are counted
     * @param open open connections
     * @param connected connections since the start
     * @param failures how often it failed since the start, by the word of the access log
     */
    public record TargetStatus(String target, int open, long connected, Map<String, Long> failures) {}
}
