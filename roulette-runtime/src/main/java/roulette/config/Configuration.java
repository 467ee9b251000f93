package roulette.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import roulette.api.Settings;
import roulette.api.Target;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;

/**
 * The contents of the configuration file and of those that it includes, with the defaults filled in.
 *
 * @param file as given to {@link #read}
 * @param files every file that was read: that one, and those included
 * @param listeners at least one
 * @param routersNamed the place of each listener's router key, by the listener's name
 * @param routers the tables {@code [routers.NAME]} by name, in the order of the file
 * @param accessLog the settings of the access log
 * @param environment what routers may know of all this
 * @param pluginDirectories searched for plugins; at least one; need not exist
 */
public record Configuration(
        Path file,
        List<Path> files,
        List<Listener> listeners,
        Map<String, Place> routersNamed,
        Map<String, RouterTable> routers,
        Timeouts timeouts,
        Limits limits,
        AccessLogging accessLog,
        List<Path> pluginDirectories,
        RouterEnvironment environment) {
    public Configuration {
        files = List.copyOf(files);
        pluginDirectories = List.copyOf(pluginDirectories);
        listeners = List.copyOf(listeners);
        routersNamed = Map.copyOf(routersNamed);
        routers = Collections.unmodifiableMap(new LinkedHashMap<>(routers));
    }

    /**
     * Reads a configuration file and those that it includes.
     *
     * @param file named in errors as given here
     * @param home has the default plugin directory
     * @throws ConfigurationException with every problem, except those in the routers' own tables
     */
    public static Configuration read(Path file, Path home) {
        return read(file, home, System.getenv());
    }

    /** The same with these environment variables instead of those of the process. */
    static Configuration read(Path file, Path home, Map<String, String> environment) {
        return new ConfigurationReader().read(file, home, new Variables(environment));
    }

    /** The host of each value in the routers' tables that has the form of a target. */
    public Set<String> targetHosts() {
        return routers.values().stream()
                .flatMap(table -> table.targets().map(Target.Address::host))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The settings in a router's table; paths in it start at the folder of the file that has the table. */
    public Settings settings(RouterTable table) {
        return table.settings(environment.in(table.place().folder()));
    }

    /** The table of a router; if the file has none, an empty one whose errors say what to add. */
    public RouterTable routerTable(String name) {
        RouterTable table = routers.get(name);
        return table != null ? table : RouterTable.missing(name, file);
    }
}
