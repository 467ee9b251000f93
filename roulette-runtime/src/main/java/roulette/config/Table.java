package roulette.config;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tomlj.TomlTable;
import roulette.match.Suggestion;

/**
 * One table of the file. It records which keys were requested and which were read: a key never read is reported as
 * unknown. For one thread.
 */
final class Table {
    /** If more names are known, a message has only the first ones. */
    private static final int MOST_NAMES = 24;

    private static final int FIRST_NAMES = 13;

    /** The most names with the same end that a message suggests. */
    private static final int SOME = 5;

    private static final String UNKNOWN = "unknown setting; ";

    private final Place place;
    private final Map<String, Node> nodes;
    private final Set<String> known = new LinkedHashSet<>();

    /** Those of them that the file does not have. */
    private final Set<String> missing = new LinkedHashSet<>();

    private final Set<String> read = new HashSet<>();
    private boolean taken;

    private Table(Place place, Map<String, Node> nodes) {
        this.place = place;
        this.nodes = nodes;
    }

    static Table of(Place place, TomlTable toml, Variables variables, Problems problems) {
        Map<String, Node> nodes = new LinkedHashMap<>();
        toml.entrySet().forEach(entry -> {
            String key = entry.getKey();
            // As a list: a string would be split at its dots.
            Position where = Node.position(toml.inputPositionOf(List.of(key)));
            nodes.put(key, Node.of(place.key(key, where), entry.getValue(), variables, problems));
        });
        return new Table(place, nodes);
    }

    /** A table that the file does not have. */
    static Table missing(Place place) {
        return new Table(place, Map.of());
    }

    /** Marks this table as being read, so that its unread keys are reported. */
    Table take() {
        taken = true;
        return this;
    }

    boolean taken() {
        return taken;
    }

    Place place() {
        return place;
    }

    Set<String> keys() {
        return Collections.unmodifiableSet(nodes.keySet());
    }

    boolean has(String key) {
        return lookUp(key) != null;
    }

    <T> T get(String key, Kind<T> kind) {
        Node node = find(key);
        if (node == null) {
            throw mistake(key, "missing; add it under " + place.header());
        }
        return node.as(kind);
    }

    <T> T get(String key, Kind<T> kind, T fallback) {
        Node node = find(key);
        return node == null ? fallback : node.as(kind);
    }

    Table table(String key) {
        return get(key, Kind.TABLE, missing(at(key)));
    }

    /** The elements of an array; none if the key is missing. */
    List<Node> elements(String key, String expected) {
        Kind<Node.Array> array = value -> Kind.expect(Node.Array.class, expected, value);
        return get(key, array, new Node.Array(List.of())).nodes();
    }

    /** The elements of an array, or a single string. */
    List<Node> oneOrMore(String key, String expected) {
        Node node = find(key);
        return node != null && node.value() instanceof String ? List.of(node) : elements(key, expected);
    }

    List<Node> tables(String key) {
        return elements(key, "an array of tables such as [[" + at(key).name() + "]]");
    }

    /** The table of a key; null if that has another value, or none. Marks nothing as read. */
    @Nullable
    Table tableAt(String key) {
        Node node = nodes.get(key);
        return node != null && node.value() instanceof Table inner ? inner : null;
    }

    WrongSetting mistake(String key, String message) {
        return new WrongSetting(new Problem(at(key), message), null);
    }

    /** The keys not read so far, as a new table; from then on it reports those left unread. */
    Table rest() {
        Map<String, Node> others = new LinkedHashMap<>(nodes);
        others.keySet().removeAll(read);
        Table rest = new Table(place, others);
        rest.known.addAll(known);
        read.addAll(nodes.keySet());
        return rest;
    }

    /**
     * The keys of this table and of the same table in another file, as a new table. A key of both is a problem.
     *
     * @param shared the exceptions: keys whose tables are joined, and whose arrays continue each other
     */
    Table joined(Table other, Set<String> shared, Problems problems) {
        Map<String, Node> all = new LinkedHashMap<>(nodes);
        other.nodes.forEach((key, node) -> {
            Node before = all.putIfAbsent(key, node);
            if (before != null) {
                Node both = shared.contains(key) ? before.joined(node, problems) : null;
                if (both == null) {
                    problems.add(new Problem(
                            node.place(), "is defined at " + before.place() + " already; keep one of the two"));
                } else {
                    all.put(key, both);
                }
            }
        });
        Table joined = new Table(place, all);
        joined.known.addAll(known);
        return joined;
    }

    /** One problem for each unread key, in this table and in the read tables below it. */
    List<Problem> unread() {
        List<Problem> unread = new ArrayList<>();
        nodes.forEach((key, node) -> {
            if (read.contains(key)) {
                unread.addAll(node.unread());
            } else {
                unread.add(new Problem(node.place(), UNKNOWN + meant(key, known).orElseGet(this::names)));
            }
        });
        return unread;
    }

    /**
     * One problem for each unread key that resembles a missing one, in this table and in the read tables below it: what
     * is probably meant, when reading has failed half-way and so not every unread key is unknown.
     */
    List<Problem> misspelt() {
        List<Problem> misspelt = new ArrayList<>();
        nodes.forEach((key, node) -> {
            if (read.contains(key)) {
                misspelt.addAll(node.misspelt());
            } else if (!known.contains(key)) {
                meant(key, missing).ifPresent(hint -> misspelt.add(new Problem(node.place(), UNKNOWN + hint)));
            }
        });
        return misspelt;
    }

    /** Every string in this table and below it. */
    Stream<String> texts() {
        return nodes.values().stream().flatMap(Node::texts);
    }

    /** The names that end with a dot and the key, else the nearest one. */
    private static Optional<String> meant(String key, Set<String> names) {
        List<String> longer =
                names.stream().filter(name -> name.endsWith("." + key)).toList();
        if (longer.isEmpty()) {
            return Suggestion.nearest(key, names).map(name -> "did you mean \"" + name + "\"?");
        }
        String some =
                longer.stream().limit(SOME).map(name -> "\"" + name + "\"").collect(Collectors.joining(", "));
        return Optional.of("did you mean " + some + (longer.size() > SOME ? " or another of that end?" : "?"));
    }

    private String names() {
        if (known.isEmpty()) {
            return "none is known here";
        }
        if (known.size() <= MOST_NAMES) {
            return "known here: " + String.join(", ", known);
        }
        return "known here: " + known.stream().limit(FIRST_NAMES).collect(Collectors.joining(", ")) + ", and "
                + (known.size() - FIRST_NAMES) + " more";
    }

    private @Nullable Node find(String key) {
        read.add(key);
        return lookUp(key);
    }

    private @Nullable Node lookUp(String key) {
        known.add(key);
        Node node = nodes.get(key);
        if (node == null) {
            missing.add(key);
        }
        return node;
    }

    /** The place of a key; if the key is missing, with the position of the table. */
    Place at(String key) {
        Node node = nodes.get(key);
        return node == null ? place.key(key, place.where()) : node.place();
    }
}
