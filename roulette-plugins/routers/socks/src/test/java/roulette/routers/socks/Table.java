package roulette.routers.socks;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import roulette.api.Settings;
import roulette.config.RouterEnvironment;
import roulette.config.RouterTable;

/** Settings from a map: strings, lists of strings, and maps of strings. */
final class Table {
    private Table() {}

    static Settings of(Map<String, ?> values) {
        return RouterTable.parse("socks", lines(values)).settings(RouterEnvironment.usual(Path.of("")));
    }

    /** With these entries in the allow list. */
    static Settings allowing(String... entries) {
        return of(Map.of("allow", List.of(entries)));
    }

    /** With one user, and these entries. */
    static Settings withUser(String user, String password, String... entries) {
        return of(Map.of("allow", List.of(entries), "users", Map.of(user, password)));
    }

    private static String lines(Map<String, ?> values) {
        return values.entrySet().stream()
                .map(entry -> quoted(entry.getKey()) + " = " + toml(entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String toml(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(Table::toml).collect(Collectors.joining(", ", "[", "]"));
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> toml(entry.getKey()) + " = " + toml(entry.getValue()))
                        .collect(Collectors.joining(", ", "{ ", " }"));
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
