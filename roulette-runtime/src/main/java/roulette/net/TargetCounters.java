package roulette.net;

import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.api.Failure;
import roulette.api.Target;
import roulette.text.RateLimitedLog;

/**
 * Counts connections and failures of each target since the start. The first 1,024 targets are counted one by one, all
 * others together, as clients may choose targets. For any thread.
 */
final class TargetCounters {
    private static final Logger LOG = LoggerFactory.getLogger(TargetCounters.class);
    private static final int MAX_TARGETS = 1024;

    private final ConcurrentHashMap<Target, Counts> targets = new ConcurrentHashMap<>();
    private final Counts others = new Counts();
    private final boolean warns;

    /** @param warns whether each failure is logged, at most once a minute for each target and cause */
    TargetCounters(boolean warns) {
        this.warns = warns;
    }

    Counts of(Target target) {
        Counts counts = targets.get(target);
        if (counts != null) {
            return counts;
        }
        return targets.size() < MAX_TARGETS ? targets.computeIfAbsent(target, added -> new Counts()) : others;
    }

    void failed(FailedAttempt attempt, String listener, String router) {
        Counts counts = of(attempt.target());
        counts.failures(attempt.failure()).count.increment();
        if (warns) {
            counts.failures(attempt.failure())
                    .log
                    .warn(
                            "target {} failed: {} (listener {}, router {}; logged at most once a minute for each"
                                    + " target and cause)",
                            attempt.target(),
                            attempt.reason(),
                            listener,
                            router);
        }
    }

    /** The targets with most connections first. */
    List<ProxyStatus.TargetStatus> status() {
        return Stream.concat(
                        targets.entrySet().stream()
                                .map(each ->
                                        each.getValue().status(each.getKey().toString())),
                        others.isUnused() ? Stream.empty() : Stream.of(others.status("other")))
                .sorted(Comparator.comparingLong(ProxyStatus.TargetStatus::connected)
                        .reversed()
                        .thenComparing(ProxyStatus.TargetStatus::target))
                .toList();
    }

    /** The counts of one target, or of all others. */
    static final class Counts {
        private final AtomicInteger open = new AtomicInteger();
        private final LongAdder connected = new LongAdder();
        private final Map<Failure, Failures> failures = new EnumMap<>(Failure.class);

        Counts() {
            for (Failure failure : Failure.values()) {
                failures.put(failure, new Failures());
            }
        }

        void connected() {
            open.incrementAndGet();
            connected.increment();
        }

        void disconnected() {
            open.decrementAndGet();
        }

        private Failures failures(Failure failure) {
            return Objects.requireNonNull(failures.get(failure));
        }

        private boolean isUnused() {
            return connected.sum() == 0 && failures.values().stream().allMatch(each -> each.count.sum() == 0);
        }

        private ProxyStatus.TargetStatus status(String target) {
            Map<String, Long> failed = new LinkedHashMap<>();
            failures.forEach((failure, each) -> {
                if (each.count.sum() > 0) {
                    failed.put(text(failure), each.count.sum());
                }
            });
            return new ProxyStatus.TargetStatus(target, open.get(), connected.sum(), failed);
        }
    }

    /** Failures of one target for one cause. */
    private static final class Failures {
        final LongAdder count = new LongAdder();
        final RateLimitedLog log = new RateLimitedLog(LOG, Duration.ofMinutes(1));
    }

    /** As in the access log: {@code connect-timeout}. */
    static String text(Failure failure) {
        return failure.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
