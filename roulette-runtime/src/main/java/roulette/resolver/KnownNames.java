package roulette.resolver;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The last answers, by name in lower case; a bounded number of them. When there are too many, failures go first, then
 * what was not used for longest; names of the configuration stay. Read by any thread, written by that of {@link Lookups}.
 */
final class KnownNames {
    static final int MOST = 10_000;

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
        if (names.size() > MOST + configured.size()) {
            shrink(now);
        }
    }

    /** Leaves three quarters, so that this is rare. */
    private void shrink(long now) {
        names.entrySet()
                .removeIf(each -> !isConfigured(each.getKey())
                        && !each.getValue().isGood(now)
                        && !each.getValue().isAnswer(now));
        // Sorted by copies: loops note uses meanwhile.
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
                .limit(Math.max(0, candidates.size() - MOST * 3 / 4))
                .forEach(each -> names.remove(each.name));
    }

    int size() {
        return names.size();
    }
}
