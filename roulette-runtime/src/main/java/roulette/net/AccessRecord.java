package roulette.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What is to be said of one connection when it has ended.
 *
 * @param id unique among all connections; made when it is asked for
 * @param accepted when it was accepted
 * @param listener the listener's name
 * @param client who called, as the PROXY protocol says where that is used
 * @param peer who called as TCP knows it
 * @param router the router's name in the configuration
 * @param via the names of the routers that have delegated the connection, in order; without the one that it ended with
 * @param decision the last decision: {@code forward}, {@code reject}, or {@code none}
 * @param because the router's own words on that decision, to be escaped; empty: it said none
 * @param labels what the router has said of the connection, in its order; the values are to be escaped
 * @param tried the targets that were tried and failed, in order, as {@code host:port/refused}
 * @param target the target that was used, as {@code host:port}
 * @param address the address that it was reached at
 * @param routing from accept to the last decision; none if there was none
 * @param connecting from that decision to the target's connection; none if there was none
 * @param bytesUp bytes that the client sent, the opening included
 * @param bytesDown bytes that the target sent
 * @param duration from accept to end
 * @param ending how it ended, one of a small fixed vocabulary
 * @param reason half a sentence for people, perhaps with text that others have chosen: escape it
 */
public record AccessRecord(
        Supplier<String> id,
        Instant accepted,
        String listener,
        InetSocketAddress client,
        InetSocketAddress peer,
        String router,
        List<String> via,
        String decision,
        String because,
        Map<String, String> labels,
        List<String> tried,
        Optional<String> target,
        Optional<InetSocketAddress> address,
        Optional<Duration> routing,
        Optional<Duration> connecting,
        long bytesUp,
        long bytesDown,
        Duration duration,
        String ending,
        String reason) {
    /** Hears of every connection that has ended. */
    public interface Sink {
        /** Hears of nothing, and nothing is made for it. */
        Sink NONE = connection -> {};

        /** Called on the network threads, which must not wait: what can't be taken at once is to be dropped. */
        void ended(AccessRecord connection);
    }
}
