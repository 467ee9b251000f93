package roulette.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The result of loading one plugin.
 *
 * @param loader open, to be closed by the receiver; empty if there are no routers
 */
record PluginScan(Optional<PluginLoader> loader, List<FoundRouter> routers, List<PluginProblem> problems) {
    /**
     * @param running the version of the API that is running, if known
     * @param timeout for constructing a router and getting its name and description
     */
    static PluginScan of(PluginSource source, HostView host, Optional<ApiVersion> running, Duration timeout) {
        Set<PluginProblem> problems = new LinkedHashSet<>();
        Map<Path, List<Path>> usable = new LinkedHashMap<>();
        Map<Path, List<Path>> missing = new LinkedHashMap<>();
        boolean explained = false;
        for (Path jar : source.jars()) {
            JarCheck check = JarCheck.of(jar, running);
            problems.addAll(check.problems());
            explained |= check.explainsNoRouters();
            if (check.usable()) {
                usable.put(jar, check.classPath());
                missing.put(jar, check.missing());
            }
        }
        for (PluginProblem problem : ClassPathCheck.removeJarsThatNameOthers(usable)) {
            problems.add(problem);
            explained = true;
        }
        List<Path> jars = List.copyOf(usable.keySet());
        missing.keySet().retainAll(jars);
        missing.forEach((jar, files) -> ClassPathCheck.absence(jar, files, jars).ifPresent(problems::add));
        if (jars.isEmpty()) {
            return new PluginScan(Optional.empty(), List.of(), List.copyOf(problems));
        }
        PluginLoader loader = PluginLoader.of(source.name(), jars, host);
        Providers providers = Providers.of(loader);
        if (providers.isEmpty() && !explained) {
            problems.add(PluginProblem.warning(
                    source.origin(),
                    ("has no router, because %s is missing or empty; add it, or if this is a library, put it into "
                                    + "the folder of the router's jar")
                            .formatted(JarFacts.SERVICES)));
        }
        List<FoundRouter> routers = inspect(providers, source.origin(), problems, timeout);
        if (!routers.isEmpty()) {
            return new PluginScan(Optional.of(loader), routers, List.copyOf(problems));
        }
        try {
            loader.close();
        } catch (IOException e) {
            problems.add(PluginProblem.warning(source.origin(), "can't be closed: " + Reasons.ofJar(e)));
        }
        return new PluginScan(Optional.empty(), List.of(), List.copyOf(problems));
    }

    private static List<FoundRouter> inspect(
            Providers providers, Path origin, Set<PluginProblem> problems, Duration timeout) {
        for (Throwable failure : providers.failures()) {
            problems.add(PluginProblem.error(origin, "a router can't be loaded: " + Reasons.of(failure)));
        }
        if (providers.cutShort()) {
            problems.add(PluginProblem.error(
                    origin,
                    "%d entries of %s in a row can't be loaded, so the rest was not read; correct these first"
                            .formatted(providers.failures().size(), JarFacts.SERVICES)));
        }
        List<FoundRouter> routers = new ArrayList<>();
        for (var type : providers.types()) {
            Inspection inspection = Inspection.of(origin, type, timeout);
            inspection.router().ifPresent(routers::add);
            problems.addAll(inspection.problems());
        }
        return List.copyOf(routers);
    }
}
