package roulette.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** Collects problems, so that reading goes on with a fallback value and all are reported at once. */
final class Problems {
    private final List<Problem> found = new ArrayList<>();
    private final List<Path> files = new ArrayList<>();

    /** Orders the problems of a file behind those of the files started before. */
    void startFile(Path file) {
        files.add(file);
    }

    void add(Problem problem) {
        found.add(problem);
    }

    void addAll(List<Problem> problems) {
        found.addAll(problems);
    }

    int count() {
        return found.size();
    }

    /** The value, or the fallback if reading it fails. */
    <T> T attempt(Supplier<T> reading, T fallback) {
        try {
            return reading.get();
        } catch (WrongSetting wrong) {
            found.add(wrong.problem());
            return fallback;
        }
    }

    /** The value of a key, or the fallback if it is missing or wrong. */
    <T> T read(Table table, String key, Kind<T> kind, T fallback) {
        return attempt(() -> table.get(key, kind, fallback), fallback);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new ConfigurationException(found.stream()
                    .sorted(Comparator.comparing((Problem problem) ->
                                    files.indexOf(problem.place().file()))
                            .thenComparing(Comparator.naturalOrder()))
                    .map(Problem::toString)
                    .toList());
        }
    }
}
