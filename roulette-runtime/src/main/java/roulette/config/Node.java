package roulette.config;

import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlArray;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/**
 * A value of the file, with its place.
 *
 * @param value a {@link Table}, an {@link Array}, or tomlj's object for a string, a number, a boolean, a date or a time
 */
record Node(Place place, Object value) {
    /** The elements of an array. */
    record Array(List<Node> nodes) {}

    /** Expands the variables in every string; adds a problem for each that can't be. */
    static Node of(Place place, Object toml, Variables variables, Problems problems) {
        return new Node(
                place,
                switch (toml) {
                    case TomlTable table -> Table.of(place, table, variables, problems);
                    case TomlArray array ->
                        new Array(IntStream.range(0, array.size())
                                .mapToObj(i -> of(
                                        place.element(i, position(array.inputPositionOf(i))),
                                        array.get(i),
                                        variables,
                                        problems))
                                .toList());
                    case String text ->
                        problems.attempt(() -> new Node(place, text).as(Kind.STRING.then(variables::expand)), text);
                    default -> toml;
                });
    }

    static @Nullable Position position(@Nullable TomlPosition position) {
        return position == null ? null : new Position(position.line(), position.column());
    }

    <T> T as(Kind<T> kind) {
        try {
            return kind.read(value);
        } catch (IllegalArgumentException wrong) {
            throw new WrongSetting(new Problem(place, String.valueOf(wrong.getMessage())), wrong);
        }
    }

    /** Both tables, or both arrays, in one; null if the values are of other types. */
    @Nullable
    Node joined(Node other, Problems problems) {
        if (value instanceof Table table && other.value instanceof Table further) {
            return new Node(place, table.joined(further, Set.of(), problems));
        }
        if (value instanceof Array array && other.value instanceof Array further) {
            return new Node(
                    place,
                    new Array(Stream.concat(array.nodes().stream(), further.nodes().stream())
                            .toList()));
        }
        return null;
    }

    /** Every string in this value. */
    Stream<String> texts() {
        return switch (value) {
            case String text -> Stream.of(text);
            case Table table -> table.texts();
            case Array array -> array.nodes().stream().flatMap(Node::texts);
            default -> Stream.empty();
        };
    }

    /** The unread keys of the tables that were read from this value. */
    List<Problem> unread() {
        return ofTables(Table::unread);
    }

    /** The same of {@link Table#misspelt}. */
    List<Problem> misspelt() {
        return ofTables(Table::misspelt);
    }

    private List<Problem> ofTables(Function<Table, List<Problem>> problems) {
        return switch (value) {
            case Table table -> table.taken() ? problems.apply(table) : List.of();
            case Array array ->
                array.nodes().stream()
                        .flatMap(node -> node.ofTables(problems).stream())
                        .toList();
            default -> List.of();
        };
    }
}
