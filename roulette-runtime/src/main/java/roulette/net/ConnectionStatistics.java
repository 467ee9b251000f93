package roulette.net;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import roulette.api.Decision;
import roulette.api.Target;

/** Collects the figures of one connection and builds its {@link AccessRecord}. Confined to the loop's thread. */
final class ConnectionStatistics {
    private static final int MOST_LABELS = 16;

    private final long accepted = System.nanoTime();
    private String decision = "none";
    private String because = "";

    /** Labels of all answers but the last; merged with those of the last at the next answer or the end. */
    private Map<String, String> labels = Map.of();

    private Decision last = Decision.needMore();
    private long decided;
    private long attempted;
    private long connected;
    private List<String> tried = List.of();
    private @Nullable Target target;
    private @Nullable InetSocketAddress address;

    /** The counters of the connected target; null: none is connected. */
    private TargetCounters.@Nullable Counts counted;

    private long received;
    private long sent;

    /** When the connection was accepted, by {@link System#nanoTime}. */
    long accepted() {
        return accepted;
    }

    /** The client has sent this many bytes before the relay. */
    void received(int count) {
        received += count;
    }

    /** The target has sent this many bytes to the router. */
    void sent(int count) {
        sent += count;
    }

    /** A router call has returned this. */
    void answered(Decision answer) {
        labels = labels();
        last = answer;
        if (!answer.because().isEmpty()) {
            because = answer.because();
        }
    }

    /** The labels of all answers: the last value of each key; keys over the limit are dropped. */
    private Map<String, String> labels() {
        Map<String, String> added = last.labels();
        if (added.isEmpty() || labels.isEmpty()) {
            return added.isEmpty() ? labels : added;
        }
        Map<String, String> all = new LinkedHashMap<>(labels);
        added.forEach((key, value) -> {
            if (all.size() < MOST_LABELS || all.containsKey(key)) {
                all.put(key, value);
            }
        });
        return Collections.unmodifiableMap(all);
    }

    void decided(String kind, String reason) {
        decision = kind;
        because = reason;
        decided = System.nanoTime();
    }

    /** The attempt to connect to a target begins. */
    void attemptBegins() {
        attempted = System.nanoTime();
    }

    /** The time since the last attempt began. */
    Duration sinceAttempt() {
        return Duration.ofNanos(System.nanoTime() - attempted);
    }

    Optional<Target> target() {
        return Optional.ofNullable(target);
    }

    void failed(FailedAttempt attempt) {
        if (tried.isEmpty()) {
            tried = new ArrayList<>(2);
        }
        tried.add(attempt.target() + "/" + TargetCounters.text(attempt.failure()));
    }

    void connected(Target to, InetSocketAddress at, TargetCounters.Counts counts) {
        target = to;
        address = at;
        counted = counts;
        counts.connected();
        connected = System.nanoTime();
    }

    /** The target is no longer connected. Does nothing if none was. */
    void disconnected() {
        if (counted != null) {
            counted.disconnected();
            counted = null;
        }
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

    /** The record of the connection, which has ended. */
    AccessRecord record(
            Supplier<String> id,
            String listener,
            String router,
            List<String> via,
            InetSocketAddress client,
            InetSocketAddress peer,
            Ending ending,
            String reason) {
        long now = System.nanoTime();
        Duration duration = Duration.ofNanos(now - accepted);
        return new AccessRecord(
                id,
                Instant.now().minus(duration),
                listener,
                client,
                peer,
                router,
                via,
                decision,
                because,
                labels(),
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
