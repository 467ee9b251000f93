package roulette.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import roulette.accesslog.AccessLog;
import roulette.accesslog.Destination;
import roulette.accesslog.Format;
import roulette.api.Router;
import roulette.api.SettingsException;
import roulette.api.Target;
import roulette.config.Configuration;
import roulette.config.ConfigurationException;
import roulette.config.RouterTable;
import roulette.eventloop.BufferMemory;
import roulette.match.Suggestion;
import roulette.net.AccessRecord;
import roulette.net.ListenException;
import roulette.net.OwnListeners;
import roulette.net.Proxy;
import roulette.options.Limits;
import roulette.options.Listener;
import roulette.plugin.FoundRouter;
import roulette.plugin.PluginException;
import roulette.plugin.PluginFolder;
import roulette.plugin.PluginProblem;
import roulette.text.OneLine;

/**
 * Wires a configuration, its plugins, and a configured router for each table of settings. Opens no port. Must be closed
 * after the proxy.
 */
final class Assembly implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Assembly.class);

    private final Configuration configuration;
    private final PluginFolder plugins;

    /** Routers that come from no plugin, by name. */
    private final Map<String, Router> builtIn;

    private final BufferMemory memory = BufferMemory.ofThisProcess();
    private final Map<String, Router> routers = new LinkedHashMap<>();
    private final Set<String> configured = new HashSet<>();

    /** Routers that others may delegate to. */
    private final Set<String> delegates = new HashSet<>();

    private final List<String> problems = new ArrayList<>();
    private volatile @Nullable AccessLog accessLog;

    private Assembly(Configuration configuration, PluginFolder plugins, Map<String, Router> builtIn) {
        this.configuration = configuration;
        this.plugins = plugins;
        this.builtIn = builtIn;
    }

    /**
     * Reads a configuration, loads its plugins and configures its routers.
     *
     * @throws ProblemsException with every problem, if there is one
     */
    static Assembly of(Path file, Home home) throws ProblemsException {
        return of(file, home, Map.of());
    }

    /** @param builtIn routers that come from no plugin and need no settings, by name */
    static Assembly of(Path file, Home home, Map<String, Router> builtIn) throws ProblemsException {
        Configuration configuration;
        try {
            configuration = Configuration.read(file, home.directory());
        } catch (ConfigurationException e) {
            throw new ProblemsException(e.problems());
        }
        Assembly assembly = new Assembly(configuration, PluginFolder.load(configuration.pluginDirectories()), builtIn);
        assembly.configureRouters();
        if (!assembly.problems.isEmpty()) {
            assembly.close();
            throw new ProblemsException(assembly.problems);
        }
        return assembly;
    }

    Configuration configuration() {
        return configuration;
    }

    /** The router that a listener selects. */
    Router router(Listener listener) {
        return Objects.requireNonNull(routers.get(listener.router()));
    }

    int routerCount() {
        return routers.size();
    }

    /** Problems of plugins, unused routers, and too little memory or too few open files; safe for a terminal. */
    List<String> warnings() {
        List<String> warnings = new ArrayList<>();
        memoryProblem().ifPresent(warnings::add);
        OpenFiles.ofThisProcess()
                .problem(
                        configuration.limits().connections(),
                        configuration.listeners().size())
                .ifPresent(warnings::add);
        plugins.problems().forEach(problem -> warnings.add(problem.message()));
        Set<String> used = configuration.listeners().stream()
                .map(listener -> listener.router())
                .collect(Collectors.toSet());
        for (RouterTable table : configuration.routers().values()) {
            if (!used.contains(table.name()) && !delegates.contains(table.name())) {
                warnings.add(at(table) + ": no listener uses it");
            }
        }
        return warnings.stream().map(OneLine::of).toList();
    }

    private Optional<String> memoryProblem() {
        int wanted = configuration.limits().connections();
        int connections = wanted == 0 ? OpenFiles.DEFAULT : wanted;
        return memory.connections() >= connections
                ? Optional.empty()
                : Optional.of((wanted == 0
                                ? "the default of limits.connections, " + connections + ","
                                : "limits.connections = " + connections)
                        + " is more than the memory for buffers holds: about " + memory.connections()
                        + " connections fit into " + memory.bytes() + " bytes, limited by " + memory.limit()
                        + "; further clients wait");
    }

    /** The memory for buffers. */
    BufferMemory memory() {
        return memory;
    }

    /** Why the access log can't be opened now, if it can't. {@code run} reports that when it opens it. */
    Optional<String> accessLogProblem() {
        var wanted = configuration.accessLog();
        return wanted.enabled()
                ? wanted.file()
                        .flatMap(file -> new Destination.File(file)
                                .problem()
                                .map(problem -> "access log " + OneLine.of(file.toString()) + ": " + problem))
                : Optional.empty();
    }

    /**
     * Opens the ports.
     *
     * @param signals is notified just before that
     */
    Proxy open(Signals signals) throws ListenException, ProblemsException {
        OpenFiles openFiles = OpenFiles.ofThisProcess();
        List<Listener> listeners = configuration.listeners();
        Limits limits = configuration.limits();
        signals.listening();
        return Proxy.open(
                listeners,
                routers,
                configuration.timeouts(),
                limits.withConnections(openFiles.connections(limits.connections(), listeners.size())),
                memory,
                accessLog(),
                configuration.targetHosts());
    }

    private AccessRecord.Sink accessLog() {
        var wanted = configuration.accessLog();
        if (!wanted.enabled()) {
            return AccessRecord.Sink.NONE;
        }
        Format format = wanted.json() ? Format.JSON : Format.TEXT;
        Destination destination =
                wanted.file().<Destination>map(Destination.File::new).orElse(Destination.Stream.ERROR);
        AccessLog opened = AccessLog.open(destination, format);
        accessLog = opened;
        return opened;
    }

    /** How many lines the access log has dropped; empty if there is none. */
    Optional<Long> droppedLines() {
        return Optional.ofNullable(accessLog).map(AccessLog::dropped);
    }

    /** The names of the routers in each plugin. */
    Map<Path, List<String>> plugins() {
        return plugins.routers().stream()
                .collect(Collectors.groupingBy(
                        FoundRouter::origin, TreeMap::new, Collectors.mapping(FoundRouter::name, Collectors.toList())));
    }

    /** Reopens the access log's file. */
    void reopenLogs() {
        if (accessLog != null) {
            accessLog.reopen();
        }
    }

    /** All routers, by their names in the configuration. */
    Map<String, Router> routers() {
        return Collections.unmodifiableMap(routers);
    }

    private void configureRouters() {
        Map<String, String> selectedBy = new LinkedHashMap<>();
        for (var listener : configuration.listeners()) {
            selectedBy.putIfAbsent(
                    listener.router(),
                    configuration.routersNamed().get(listener.name()) + ": listener " + listener.name());
        }
        for (RouterTable table : configuration.routers().values()) {
            selectedBy.putIfAbsent(table.name(), at(table));
        }
        selectedBy.forEach(this::configure);
        configuration.routers().values().forEach(this::requireOtherTargets);
    }

    /** A target that is a listener of this configuration would make the proxy connect to itself, again and again. */
    private void requireOtherTargets(RouterTable table) {
        OwnListeners own;
        try {
            own = OwnListeners.of(configuration.listeners());
        } catch (ListenException unknownHost) {
            LOG.debug("reported when it is opened", unknownHost);
            return;
        }
        table.targetsRead().forEach((target, place) -> {
            if (target instanceof Target.Address address) {
                own.at(address)
                        .ifPresent(listener -> problems.add(
                                place + ": " + place.path() + ": " + target + " is the listener " + listener
                                        + " of this configuration, so the proxy would connect to itself without end; name"
                                        + " another target"));
            }
        });
    }

    /** Configures a router, then those that it may delegate to. */
    private void configure(String name, String selectedBy) {
        if (!configured.add(name)) {
            return;
        }
        RouterTable table = configuration.routerTable(name);
        configure(table, selectedBy);
        delegates.addAll(table.delegates().keySet());
        table.delegates().forEach((other, where) -> configure(other, where + ": router " + name));
    }

    /**
     * Starts the routers.
     *
     * @throws ProblemsException with every problem, if there is one
     */
    void startRouters() throws ProblemsException {
        routers.forEach((name, router) -> {
            try {
                router.start();
            } catch (SettingsException | PluginException e) {
                addProblems(e);
            } catch (Exception | Error e) {
                LOG.debug("start threw", e);
                problems.add(
                        configuration.file() + ": router " + name + " failed while it was started: " + OneLine.of(e));
            }
        });
        if (!problems.isEmpty()) {
            throw new ProblemsException(problems);
        }
    }

    private void configure(RouterTable table, String selectedBy) {
        Router known = builtIn.get(table.use());
        if (known != null) {
            routers.put(table.name(), known);
            return;
        }
        FoundRouter found = find(table.use());
        if (found == null) {
            problems.add(selectedBy + ": " + whyMissing(table));
            return;
        }
        try {
            Router router = found.create();
            routers.put(table.name(), router);
            router.configure(configuration.settings(table));
            problems.addAll(table.unread());
        } catch (SettingsException e) {
            addProblems(e);
            problems.addAll(table.further());
        } catch (PluginException e) {
            addProblems(e);
        } catch (Exception | Error e) {
            LOG.debug("configure threw", e);
            problems.add(selectedBy + ": router " + found.name() + " of " + found.origin()
                    + " failed while it was configured: " + OneLine.of(e));
        }
    }

    /** Adds the problem, and the further ones that a router has found. */
    private void addProblems(Exception e) {
        problems.add(String.valueOf(e.getMessage()));
        for (Throwable further : e.getSuppressed()) {
            if (further instanceof SettingsException) {
                problems.add(String.valueOf(further.getMessage()));
            }
        }
    }

    private @Nullable FoundRouter find(String name) {
        return plugins.routers().stream()
                .filter(router -> router.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private String whyMissing(RouterTable table) {
        String name = table.use();
        for (PluginProblem problem : plugins.problems()) {
            if (problem.routers().contains(name)) {
                return problem.message();
            }
        }
        String found = plugins.routers().isEmpty()
                ? "there are none"
                : "there are "
                        + plugins.routers().stream().map(FoundRouter::name).collect(Collectors.joining(", "));
        Set<String> reasons = new LinkedHashSet<>();
        plugins.problems().stream()
                .filter(problem -> problem.severity() == PluginProblem.Severity.ERROR)
                .forEach(problem -> reasons.add(problem.message()));
        String meant = Suggestion.nearest(
                        name, plugins.routers().stream().map(FoundRouter::name).toList())
                .map(near -> "; did you mean \"" + near + "\"?")
                .orElseGet(() -> whatToAdd(table));
        return "no router is called \"" + name + "\" in " + directories() + meant + "; " + found
                + (reasons.isEmpty() ? "" : "; perhaps because: " + String.join("; ", reasons));
    }

    private String whatToAdd(RouterTable table) {
        String name = table.use();
        int dot = name.indexOf('.');
        if (table.lacksUse()) {
            return "; add use = \"...\" to [routers." + name + "]";
        }
        return dot > 0 && configuration.routers().containsKey(name.substring(0, dot))
                ? "; put the name in quotes in the header: [routers.\"" + name + "\"]"
                : "";
    }

    private String directories() {
        return configuration.pluginDirectories().stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    private String at(RouterTable table) {
        return table.place() + ": routers." + table.name();
    }

    /** Closes the access log, the routers, then their plugins. */
    @Override
    public void close() {
        if (accessLog != null) {
            accessLog.close();
        }
        routers.forEach((name, router) -> {
            try {
                router.close();
            } catch (Exception | Error e) {
                LOG.warn("router {} failed when it was closed: {}", name, OneLine.of(e));
            }
        });
        plugins.close();
    }
}
