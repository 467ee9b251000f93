package roulette.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import roulette.api.Target;

/** What is noted of a connection on its way, for its access line. Confined to the loop's thread. */
final class ConnectionStatistics {
    private final long accepted = System.nanoTime();
    private String decision = "none";
    private String because = "";
    private long decided;
    private long connected;
    private List<String> tried = List.of();
    private @Nullable Target target;
    private @Nullable InetSocketAddress address;
    private long received;
    private long sent;

    /** When the connection was accepted, by {@link System#nanoTime}. */
    long accepted() {
        return accepted;
    }

    /** The client has said so many bytes more, before it was routed. */
    void said(int count) {
        received += count;
    }

    /** The target has said so many bytes more to the router. */
    void targetSaid(int count) {
        sent += count;
    }

    void decided(String word, String words) {
        decision = word;
        because = words;
        decided = System.nanoTime();
    }

    void failed(Target failed) {
        if (tried.isEmpty()) {
            tried = new ArrayList<>(2);
        }
        tried.add(failed.toString());
    }

    void connected(Target to, InetSocketAddress at) {
        target = to;
        address = at;
        connected = System.nanoTime();
    }

    /**
     * The relay has ended. At most once.
     *
     * @param up bytes of the client after its opening
     * @param down bytes of the target
     */
    void relayed(long up, long down) {
        received += up;
        sent += down;
    }

    /** What is to be said when the connection has ended. */
    AccessRecord record(
            String listener,
            String router,
            InetSocketAddress client,
            InetSocketAddress peer,
            Ending ending,
            String reason) {
        long now = System.nanoTime();
        Duration duration = Duration.ofNanos(now - accepted);
        return new AccessRecord(
                Instant.now().minus(duration),
                listener,
                client,
                peer,
                router,
                decision,
                because,
                tried,
                Optional.ofNullable(target).map(Target::toString),
                Optional.ofNullable(address),
                span(accepted, decided),
                span(decided, connected),
                received,
                sent,
                duration,
                ending.toString(),
                reason);
    }

    private static Optional<Duration> span(long from, long to) {
        return to == 0 ? Optional.empty() : Optional.of(Duration.ofNanos(to - from));
    }
}
