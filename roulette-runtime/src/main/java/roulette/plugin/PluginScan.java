package roulette.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one plugin brings.
 *
 * @param loader open, to be closed by the receiver; none where there are no routers
 */
record PluginScan(Optional<PluginLoader> loader, List<FoundRouter> routers, List<PluginProblem> problems) {
    /** @param running the version of the API that is running, where that is known */
    static PluginScan of(PluginSource source, HostView host, Optional<ApiVersion> running) {
        Set<PluginProblem> problems = new LinkedHashSet<>();
        List<Path> jars = new ArrayList<>();
        boolean explained = false;
        for (Path jar : source.jars()) {
            JarCheck check = JarCheck.of(jar, running);
            problems.addAll(check.problems());
            explained |= check.explainsNoRouters();
            if (check.usable()) {
                jars.add(jar);
            }
        }
        if (jars.isEmpty()) {
            return new PluginScan(Optional.empty(), List.of(), List.copyOf(problems));
        }
        PluginLoader loader = PluginLoader.of(source.name(), jars, host);
        Providers providers = Providers.of(loader);
        if (providers.isEmpty() && !explained) {
            problems.add(PluginProblem.warning(
                    source.origin(),
                    ("has no router, for %s is missing or empty; add it, or if this is a library, put it into "
                                    + "one folder with the router's jar")
                            .formatted(JarFacts.SERVICES)));
        }
        List<FoundRouter> routers = inspect(providers, source.origin(), problems);
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

    private static List<FoundRouter> inspect(Providers providers, Path origin, Set<PluginProblem> problems) {
        for (Throwable failure : providers.failures()) {
            problems.add(PluginProblem.error(origin, "a router can't be loaded: " + Reasons.of(failure)));
        }
        List<FoundRouter> routers = new ArrayList<>();
        for (var type : providers.types()) {
            Inspection inspection = Inspection.of(origin, type);
            inspection.router().ifPresent(routers::add);
            problems.addAll(inspection.problems());
        }
        return List.copyOf(routers);
    }
}
