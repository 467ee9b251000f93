package roulette.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import roulette.api.Environment;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** A {@link Table} as a router sees it. */
final class TomlSettings implements Settings {
    private static final String TARGETS = "a target, or an array of targets such as [\"localhost:9999\"]";

    private final Table table;
    private final Mentions mentions;
    private final Environment environment;

    /** @param mentions notes the routers and targets that are read */
    TomlSettings(Table table, Mentions mentions, Environment environment) {
        this.table = table;
        this.mentions = mentions;
        this.environment = environment;
    }

    @Override
    public Set<String> keys() {
        return table.keys();
    }

    @Override
    public boolean has(String key) {
        return table.has(key);
    }

    @Override
    public String string(String key) {
        return get(key, Kind.STRING);
    }

    @Override
    public String string(String key, String fallback) {
        return get(key, Kind.STRING, fallback);
    }

    @Override
    public int integer(String key) {
        return get(key, Kind.INTEGER);
    }

    @Override
    public int integer(String key, int fallback) {
        return get(key, Kind.INTEGER, fallback);
    }

    @Override
    public long longInteger(String key) {
        return get(key, Kind.LONG_INTEGER);
    }

    @Override
    public long longInteger(String key, long fallback) {
        return get(key, Kind.LONG_INTEGER, fallback);
    }

    @Override
    public boolean bool(String key) {
        return get(key, Kind.BOOL);
    }

    @Override
    public boolean bool(String key, boolean fallback) {
        return get(key, Kind.BOOL, fallback);
    }

    @Override
    public Duration duration(String key) {
        return get(key, Kind.DURATION);
    }

    @Override
    public Duration duration(String key, Duration fallback) {
        return get(key, Kind.DURATION, fallback);
    }

    @Override
    public long size(String key) {
        return get(key, Kind.SIZE);
    }

    @Override
    public long size(String key, long fallback) {
        return get(key, Kind.SIZE, fallback);
    }

    @Override
    public Target target(String key) {
        return mentions.target(get(key, Kind.TARGET), table.at(key));
    }

    @Override
    public Target target(String key, Target fallback) {
        return table.has(key) ? target(key) : fallback;
    }

    @Override
    public List<String> strings(String key) {
        return list(key, Kind.STRING, "a string, or an array of strings such as [\"a\", \"b\"]");
    }

    @Override
    public List<Target> targets(String key) {
        return mentions.targets(list(key, Kind.TARGET, TARGETS), table.at(key));
    }

    @Override
    public Map<String, List<Target>> targetsByName(String key) {
        return orThrow(() -> {
            Map<String, List<Target>> targets = new LinkedHashMap<>();
            Table named = table.table(key);
            List<WrongSetting> wrong = new ArrayList<>();
            for (String name : named.keys()) {
                try {
                    targets.put(name, mentions.targets(named(named, name), named.at(name)));
                } catch (WrongSetting e) {
                    wrong.add(e);
                }
            }
            if (!wrong.isEmpty()) {
                wrong.stream().skip(1).map(WrongSetting::problem).forEach(mentions.further::add);
                throw wrong.getFirst();
            }
            return Collections.unmodifiableMap(targets);
        });
    }

    private static List<Target> named(Table named, String name) {
        Table unquoted = named.tableAt(name);
        if (unquoted != null) {
            throw named.mistake(name, UnquotedName.message(name, unquoted));
        }
        List<Target> targets = list(named, name, Kind.TARGET, TARGETS);
        if (targets.isEmpty()) {
            throw named.mistake(name, "must have a target, such as \"localhost:9999\"");
        }
        return targets;
    }

    @Override
    public Path path(String key) {
        return get(key, Kind.STRING.then(this::resolve));
    }

    @Override
    public Path path(String key, Path fallback) {
        return get(key, Kind.STRING.then(this::resolve), fallback);
    }

    private Path resolve(String path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("must not be empty");
        }
        try {
            return environment.configurationFolder().resolve(path).normalize();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("must be a path: " + e.getReason(), e);
        }
    }

    @Override
    public Environment environment() {
        return environment;
    }

    @Override
    public String router(String key) {
        return mentions.router(get(key, Kind.NAME), table.at(key));
    }

    @Override
    public Settings table(String key) {
        return orThrow(() -> new TomlSettings(table.table(key), mentions, environment));
    }

    @Override
    public List<Settings> tables(String key) {
        return orThrow(() -> table.tables(key).stream()
                .<Settings>map(node -> new TomlSettings(node.as(Kind.TABLE), mentions, environment))
                .toList());
    }

    @Override
    public SettingsException mistake(String key, String message) {
        return exception(table.mistake(key, message));
    }

    @Override
    public SettingsException mistake(String key, String message, Throwable cause) {
        return new SettingsException(table.mistake(key, message).problem().toString(), cause);
    }

    private <T> T get(String key, Kind<T> kind) {
        return orThrow(() -> table.get(key, kind));
    }

    private <T> T get(String key, Kind<T> kind, T fallback) {
        return orThrow(() -> table.get(key, kind, fallback));
    }

    private <T> List<T> list(String key, Kind<T> kind, String expected) {
        return orThrow(() -> list(table, key, kind, expected));
    }

    private static <T> List<T> list(Table table, String key, Kind<T> kind, String expected) {
        return table.oneOrMore(key, expected).stream()
                .map(node -> node.as(kind))
                .toList();
    }

    private static <T> T orThrow(Supplier<T> reading) {
        try {
            return reading.get();
        } catch (WrongSetting wrong) {
            throw exception(wrong);
        }
    }

    private static SettingsException exception(WrongSetting wrong) {
        return new SettingsException(wrong.problem().toString());
    }
}
