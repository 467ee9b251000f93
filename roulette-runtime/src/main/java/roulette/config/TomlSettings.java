package roulette.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import roulette.api.Settings;
import roulette.api.SettingsException;
import roulette.api.Target;

/** A {@link Table} as a router sees it. */
final class TomlSettings implements Settings {
    private final Table table;
    private final Map<String, Position> delegates;

    /** @param delegates notes the first place of each name that {@link #router} returns */
    TomlSettings(Table table, Map<String, Position> delegates) {
        this.table = table;
        this.delegates = delegates;
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
    public long integer(String key) {
        return get(key, Kind.INTEGER);
    }

    @Override
    public long integer(String key, long fallback) {
        return get(key, Kind.INTEGER, fallback);
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
        return get(key, Kind.TARGET);
    }

    @Override
    public Target target(String key, Target fallback) {
        return get(key, Kind.TARGET, fallback);
    }

    @Override
    public List<String> strings(String key) {
        return list(key, Kind.STRING, "a string, or an array of strings such as [\"a\", \"b\"]");
    }

    @Override
    public List<Target> targets(String key) {
        return list(key, Kind.TARGET, "a target, or an array of targets such as [\"localhost:9999\"]");
    }

    @Override
    public String router(String key) {
        String name = get(key, Kind.NAME);
        delegates.putIfAbsent(name, requireNonNull(table.where(key)));
        return name;
    }

    @Override
    public Settings table(String key) {
        return orThrow(() -> new TomlSettings(table.table(key), delegates));
    }

    @Override
    public List<Settings> tables(String key) {
        return orThrow(() -> table.tables(key).stream()
                .<Settings>map(node -> new TomlSettings(node.as(Kind.TABLE), delegates))
                .toList());
    }

    @Override
    public SettingsException mistake(String key, String message) {
        return exception(table.mistake(key, message));
    }

    private <T> T get(String key, Kind<T> kind) {
        return orThrow(() -> table.get(key, kind));
    }

    private <T> T get(String key, Kind<T> kind, T fallback) {
        return orThrow(() -> table.get(key, kind, fallback));
    }

    private <T> List<T> list(String key, Kind<T> kind, String expected) {
        return orThrow(() -> table.oneOrMore(key, expected).stream()
                .map(node -> node.as(kind))
                .toList());
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
