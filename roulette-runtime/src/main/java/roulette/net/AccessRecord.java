package roulette.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What the access log contains for one ended connection.
 *
 * @param id unique among all connections; computed on demand
 * @param accepted the time of accept
 * @param listener the listener's name
 * @param client the client's address; from the PROXY protocol header, if there was one
 * @param peer the address of the TCP peer
 * @param router the router's name in the configuration
 * @param via the names of the routers that have delegated the connection, in order; without the last router
 * @param decision the last decision: {@code forward}, {@code reject}, or {@code none}
 * @param because the router's reason for that decision, unescaped; empty: it gave none
 * @param labels the labels set by routers, in order of first use; the values are unescaped
 * @param tried the failed targets, in order, as {@code host:port/refused}
 * @param target the target that was used, as {@code host:port}
 * @param address the address that was connected to
 * @param routing from accept to the last decision; empty without one
 * @param connecting from that decision to the connect; empty without one
 * @param bytesUp bytes that the client sent, including the opening
 * @param bytesDown bytes that the target sent
 * @param duration from accept to end
 * @param ending how it ended: the text of an {@link Ending}
 * @param reason a clause for people, unescaped; may contain untrusted text
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
    /** Receives the record of every ended connection. */
    public interface Sink {
        /** Discards records; none is created for it. */
        Sink NONE = connection -> {};

        /** Called on the loops' threads, so it must not block: drop what can't be taken immediately. */
        void ended(AccessRecord connection);
    }
}
