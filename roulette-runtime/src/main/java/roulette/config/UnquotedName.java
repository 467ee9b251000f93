package roulette.config;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names such as {@code www.example} without quotes, which TOML reads as tables in tables. */
final class UnquotedName {
    private UnquotedName() {}

    /** What to write instead of the table that has the first part of a name as its key. */
    static String message(String first, Table table) {
        List<String> names = names(first, table).distinct().toList();
        if (names.isEmpty()) {
            return "must be a target, but is a table";
        }
        return "put " + (names.size() == 1 ? "the name" : "each name") + " in quotes: "
                + names.stream().map(name -> "\"" + name + "\" = ...").collect(Collectors.joining(", "));
    }

    private static Stream<String> names(String start, Table table) {
        return table.keys().stream().flatMap(key -> {
            Table deeper = table.tableAt(key);
            String name = start + "." + key;
            return deeper == null ? Stream.of(name) : names(name, deeper);
        });
    }
}
