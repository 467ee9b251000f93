package roulette.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * The settings of the access log.
 *
 * @param enabled whether it is written
 * @param json whether lines are JSON instead of {@code key=value}
 * @param file the file, absolute; if empty, standard error
 */
public record AccessLogging(boolean enabled, boolean json, Optional<Path> file) {
    static AccessLogging read(Table table, Problems problems) {
        return new AccessLogging(
                problems.read(table, "enabled", Kind.BOOL, true),
                problems.read(table, "format", Kind.STRING.then(AccessLogging::isJson), false),
                problems.read(table, "file", Kind.STRING.then(file -> path(table.at("file"), file)), Optional.empty()));
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default -> throw new IllegalArgumentException("must be \"text\" or \"json\", but is \"" + format + "\"");
        };
    }

    private static Optional<Path> path(Place place, String file) {
        return file.isEmpty() ? Optional.empty() : Optional.of(place.folder().resolve(file));
    }
}
