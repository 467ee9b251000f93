package roulette.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import roulette.api.Environment;
import roulette.api.Settings;
import roulette.api.Target;

/** The settings of one router: a table {@code [routers.NAME]}, or an empty one if the file has none. */
public final class RouterTable {
    private final String name;
    private final String use;
    private final Table rest;

    private final Mentions mentions = new Mentions();

    private RouterTable(String name, String use, Table rest) {
        this.name = name;
        this.use = use;
        this.rest = rest;
    }

    static RouterTable read(String name, Table table, Problems problems) {
        String use = problems.read(table, "use", Kind.NAME, name);
        return new RouterTable(name, use, table.rest());
    }

    /**
     * Reads the keys of one router's table alone: for tests of routers.
     *
     * @param name the name of the table
     * @param keys the lines under its header
     * @throws ConfigurationException if that is not TOML, or names an environment variable that is not set; errors name the file {@code NAME.toml}
     */
    public static RouterTable parse(String name, String keys) {
        Problems problems = new Problems();
        Path file = Path.of(name + ".toml");
        Table table = new TomlFile(file, new Variables(System.getenv()), problems).parse(keys);
        problems.throwIfAny();
        return read(name, table.take(), problems);
    }

    static RouterTable missing(String name, Path file) {
        Place routers = Place.top(file).key("routers", null);
        return new RouterTable(name, name, Table.missing(routers.key(name, null)));
    }

    /** The name by which a listener selects it. */
    public String name() {
        return name;
    }

    /** The name of the router that it configures; its own name unless the key {@code use} says otherwise. */
    public String use() {
        return use;
    }

    /** Whether the file has the table, but without the key {@code use}. */
    public boolean lacksUse() {
        return place().where() != null && name.equals(use);
    }

    /** The place of the table; without a position if no file has one. */
    public Place place() {
        return rest.place();
    }

    /** Every key but {@code use}. All returned objects share the record of which keys were read. */
    public Settings settings(Environment environment) {
        return new TomlSettings(rest, mentions, environment);
    }

    /**
     * The routers that this one may delegate to, as far as its settings were read, with the places of their names.
     */
    public Map<String, Place> delegates() {
        return Collections.unmodifiableMap(mentions.routers);
    }

    /** The targets that its router has read as such, with their places. */
    public Map<Target, Place> targetsRead() {
        return Collections.unmodifiableMap(mentions.targets);
    }

    /** Each value in the table that has the form of a target, whatever its use. Marks no key as read. */
    Stream<Target.Address> targets() {
        return rest.texts().flatMap(RouterTable::target);
    }

    private static Stream<Target.Address> target(String text) {
        try {
            return switch (Target.parse(text)) {
                case Target.Address address -> Stream.of(address);
            };
        } catch (IllegalArgumentException notATarget) {
            return Stream.empty();
        }
    }

    /**
     * One line for each problem beside the one that reading {@link #settings} has ended with, in the order of the file:
     * further wrong values, and keys that are probably misspelt.
     */
    public List<String> further() {
        return lines(Stream.concat(mentions.further.stream(), rest.misspelt().stream()));
    }

    /** One line for each key that no {@link #settings} has read, in the order of the file. */
    public List<String> unread() {
        return lines(rest.unread().stream());
    }

    private static List<String> lines(Stream<Problem> problems) {
        return problems.sorted().map(Problem::toString).toList();
    }
}
