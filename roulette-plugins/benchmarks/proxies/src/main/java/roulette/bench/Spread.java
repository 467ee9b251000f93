package roulette.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The middle of some figures, and how far they lie apart. */
record Spread(double lowest, double median, double highest) {
    static Spread of(List<Double> figures) {
        if (figures.isEmpty()) {
            throw new IllegalArgumentException("no figures");
        }
        List<Double> sorted = figures.stream().sorted().toList();
        int half = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
        return new Spread(sorted.getFirst(), median, sorted.getLast());
    }

    /** The spread of one figure of each round. */
    static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
        return of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** The spread of each round's figure as a ratio to the other's of the same round. */
    static Spread ofRatios(List<Double> figures, List<Double> base) {
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / base.get(round))
                .toList());
    }
}
