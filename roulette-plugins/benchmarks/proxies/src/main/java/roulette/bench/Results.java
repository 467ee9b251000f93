package roulette.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/** The results of all rounds, by work and proxy, in order. */
final class Results {
    private final Map<Work, Map<String, List<Figures>>> rounds = new LinkedHashMap<>();

    void add(Work work, String proxy, Figures figures) {
        rounds.computeIfAbsent(work, unused -> new LinkedHashMap<>())
                .computeIfAbsent(proxy, unused -> new ArrayList<>())
                .add(figures);
    }

    /** Removes a proxy's results for this work. */
    void remove(Work work, String proxy) {
        Map<String, List<Figures>> figures = rounds.get(work);
        if (figures != null) {
            figures.remove(proxy);
        }
    }

    Set<Work> works() {
        return rounds.keySet();
    }

    Set<String> proxies(Work work) {
        return of(work).keySet();
    }

    List<Figures> rounds(Work work, String proxy) {
        List<Figures> figures = of(work).get(proxy);
        if (figures == null) {
            throw new IllegalArgumentException(proxy + " did not do " + work.name());
        }
        return figures;
    }

    /** A figure of a proxy, over the rounds. */
    Spread spread(Work work, String proxy, ToDoubleFunction<Figures> figure) {
        return Spread.of(rounds(work, proxy), figure);
    }

    /** The same, relative to another proxy's figure in the same round. */
    Spread ratio(Work work, String proxy, String base, ToDoubleFunction<Figures> figure) {
        return Spread.ofRatios(values(work, proxy, figure), values(work, base, figure));
    }

    private List<Double> values(Work work, String proxy, ToDoubleFunction<Figures> figure) {
        return rounds(work, proxy).stream().map(figure::applyAsDouble).toList();
    }

    private Map<String, List<Figures>> of(Work work) {
        Map<String, List<Figures>> figures = rounds.get(work);
        if (figures == null) {
            throw new IllegalArgumentException(work.name() + " was not done");
        }
        return figures;
    }
}
