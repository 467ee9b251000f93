package roulette.resolver;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The cache of results, by name in lower case; bounded. When full, failures are evicted first, then the least recently
 * used; names of the configuration stay. Read by any thread, written by that of {@link Lookups}.
 */
final class KnownNames {
    static final int MAXIMUM = 10_000;

    private final ConcurrentHashMap<String, KnownName> names = new ConcurrentHashMap<>();
    private final Set<String> configured;

    /** @param configured names of the configuration, in lower case */
    KnownNames(Set<String> configured) {
        this.configured = configured;
    }

    boolean isConfigured(String name) {
        return configured.contains(name);
    }

    @Nullable
    KnownName get(String name) {
        return names.get(name);
    }

    void put(String name, KnownName known, long now) {
        names.put(name, known);
        if (names.size() > MAXIMUM + configured.size()) {
            shrink(now);
        }
    }

    /** Evicts down to three quarters, so that this is rare. */
    private void shrink(long now) {
        names.entrySet()
                .removeIf(each -> !isConfigured(each.getKey())
                        && !each.getValue().isGood(now)
                        && !each.getValue().isAnswer(now));
        // Copies are sorted, as loops update the times of use meanwhile.
        record Candidate(String name, boolean good, long unused) {}
        List<Candidate> candidates = names.entrySet().stream()
                .filter(each -> !isConfigured(each.getKey()))
                .map(each -> new Candidate(
                        each.getKey(),
                        each.getValue().isGood(now),
                        now - each.getValue().used()))
                .sorted(Comparator.comparing(Candidate::good)
                        .thenComparing(
                                Comparator.comparingLong(Candidate::unused).reversed()))
                .toList();
        candidates.stream()
                .limit(Math.max(0, candidates.size() - MAXIMUM * 3 / 4))
                .forEach(each -> names.remove(each.name));
    }

    int size() {
        return names.size();
    }
}
