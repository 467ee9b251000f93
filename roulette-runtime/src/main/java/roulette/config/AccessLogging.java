package roulette.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What is written of the connections that have ended.
 *
 * @param enabled whether anything is
 * @param json as JSON, not as {@code key=value}
 * @param file where to; none: to the standard error stream
 */
public record AccessLogging(boolean enabled, boolean json, Optional<Path> file) {
    static AccessLogging read(Table table, Problems problems, Path home) {
        return new AccessLogging(
                problems.read(table, "enabled", Kind.BOOL, true),
                problems.read(table, "format", Kind.STRING.then(AccessLogging::isJson), false),
                problems.read(table, "file", Kind.STRING.then(file -> path(home, file)), Optional.empty()));
    }

    private static boolean isJson(String format) {
        return switch (format) {
            case "text" -> false;
            case "json" -> true;
            default -> throw new IllegalArgumentException("must be \"text\" or \"json\", but is \"" + format + "\"");
        };
    }

    private static Optional<Path> path(Path home, String file) {
        return file.isEmpty() ? Optional.empty() : Optional.of(home.resolve(file));
    }
}
