package roulette.net;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** Event counts since the start. For any thread. */
final class Counters {
    final LongAdder forwarded = new LongAdder();
    private final Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);

    Counters() {
        for (Ending ending : Ending.values()) {
            endings.put(ending, new LongAdder());
        }
    }

    void ended(Ending ending) {
        adder(ending).increment();
    }

    long count(Ending ending) {
        return adder(ending).sum();
    }

    /** The number of connections for each ending. */
    Map<String, Long> byEnding() {
        Map<String, Long> counts = new LinkedHashMap<>();
        endings.forEach((ending, count) -> counts.put(ending.toString(), count.sum()));
        return counts;
    }

    private LongAdder adder(Ending ending) {
        return Objects.requireNonNull(endings.get(ending));
    }
}
