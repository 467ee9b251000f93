package roulette.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.options.Timeouts;

/** Reads the top-level table and, by their readers, the tables in it. */
final class ConfigurationReader {
    private final Problems problems = new Problems();

    Configuration read(Path file, Path home, Variables variables) {
        ConfigurationFiles files = new ConfigurationFiles(variables, problems);
        Table top = files.read(file);
        Timeouts timeouts = TimeoutsReader.read(table(top, "timeouts"), problems);
        ListenersReader reader = new ListenersReader(problems, timeouts);
        List<Listener> listeners = reader.read(top);
        Map<String, RouterTable> routers = routers(table(top, "routers"));
        Limits limits = LimitsReader.read(table(top, "limits"), problems);
        AccessLogging accessLog = AccessLogging.read(table(top, "access-log"), problems);
        List<Path> plugins = PluginsReader.read(table(top, "plugins"), problems, home);
        problems.addAll(top.unread());
        problems.throwIfAny();
        return new Configuration(
                file,
                files.files(),
                listeners,
                reader.routersNamed(),
                routers,
                timeouts,
                limits,
                accessLog,
                plugins,
                RouterEnvironment.of(file, home, timeouts, limits));
    }

    private Map<String, RouterTable> routers(Table tables) {
        Map<String, RouterTable> routers = new LinkedHashMap<>();
        for (String name : tables.keys()) {
            routers.put(name, RouterTable.read(name, table(tables, name), problems));
        }
        return routers;
    }

    private Table table(Table outer, String key) {
        return problems.attempt(() -> outer.table(key), Table.missing(outer.place()));
    }
}
