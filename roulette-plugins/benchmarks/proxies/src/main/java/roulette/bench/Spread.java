package roulette.bench;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The median and range of some figures. */
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

    /** The spread of one figure over the rounds. */
    static <T> Spread of(List<T> rounds, ToDoubleFunction<T> figure) {
        return of(rounds.stream().map(figure::applyAsDouble).toList());
    }

    /** The spread of the ratios of two figures, taken round by round. */
    static Spread ofRatios(List<Double> figures, List<Double> base) {
        return of(IntStream.range(0, figures.size())
                .mapToObj(round -> figures.get(round) / base.get(round))
                .toList());
    }
}
