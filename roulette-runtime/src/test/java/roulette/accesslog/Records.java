package roulette.accesslog;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import roulette.net.AccessRecord;

/** Sample records. */
final class Records {
    private Records() {}

    /** A record with all values. */
    static AccessRecord full() {
        return new AccessRecord(
                () -> "g5p2x0c1mq-2t9-0-1c",
                Instant.parse("2026-11-01T12:30:05.007999Z"),
                "web",
                address("203.0.113.9", 50_123),
                address("10.0.0.1", 4711),
                "tenants",
                List.of("rules", "front, door"),
                "forward",
                "rule 3",
                new TreeMap<>(Map.of("sni", "a.example", "tenant", "acme, inc.")),
                List.of("a.example:80/refused", "[2001:db8::1]:81/unresolved"),
                Optional.of("b.example:82"),
                Optional.of(address("2001:db8::2", 82)),
                Optional.of(Duration.ofNanos(1_234_567)),
                Optional.of(Duration.ofNanos(50_000)),
                1234,
                5_000_000_000L,
                Duration.ofMillis(61_002),
                "complete",
                "all went well");
    }

    /** A record without the optional values. */
    static AccessRecord bare() {
        InetSocketAddress client = address("10.0.0.1", 4711);
        return new AccessRecord(
                () -> "g5p2x0c1mq-2t9-0-1c",
                Instant.EPOCH,
                "web",
                client,
                client,
                "tenants",
                List.of(),
                "none",
                "",
                Map.of(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                0,
                Duration.ZERO,
                "client-left",
                "");
    }

    /** A minimal record, identified by its listener. */
    static AccessRecord numbered(String listener) {
        return with(listener, "tenants", List.of(), Optional.empty(), Optional.empty(), "");
    }

    static AccessRecord with(
            String listener,
            String router,
            List<String> tried,
            Optional<String> target,
            Optional<InetSocketAddress> address,
            String reason) {
        AccessRecord bare = bare();
        return new AccessRecord(
                bare.id(),
                bare.accepted(),
                listener,
                bare.client(),
                bare.peer(),
                router,
                tried,
                bare.decision(),
                bare.because(),
                reason.isEmpty() ? Map.of() : Map.of("host", reason),
                tried,
                target,
                address,
                bare.routing(),
                bare.connecting(),
                bare.bytesUp(),
                bare.bytesDown(),
                bare.duration(),
                bare.ending(),
                reason);
    }

    static InetSocketAddress address(String literal, int port) {
        return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
    }
}
