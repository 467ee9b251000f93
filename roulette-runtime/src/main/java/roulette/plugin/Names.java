package roulette.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Routers by name. Routers with the same name are all unusable, because which one is used must not depend on the order
 * of files.
 *
 * @param routers those with a unique name, sorted by it
 * @param problems one for each name that several have
 */
record Names(List<FoundRouter> routers, List<PluginProblem> problems) {
    static Names of(List<FoundRouter> found) {
        List<FoundRouter> routers = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        found.stream()
                .collect(Collectors.groupingBy(FoundRouter::name, TreeMap::new, Collectors.toList()))
                .forEach((name, sameName) -> {
                    if (sameName.size() == 1) {
                        routers.addAll(sameName);
                    } else {
                        problems.add(conflict(name, sameName));
                    }
                });
        routers.sort(Comparator.comparing(FoundRouter::name));
        return new Names(List.copyOf(routers), List.copyOf(problems));
    }

    private static PluginProblem conflict(String name, List<FoundRouter> sameName) {
        String places = sameName.stream()
                .map(router ->
                        "%s (%s)".formatted(router.origin(), router.type().getName()))
                .collect(Collectors.joining(" and "));
        return new PluginProblem(
                PluginProblem.Severity.ERROR,
                sameName.getFirst().origin(),
                Set.of(name),
                "router \"%s\" is in %s, so none of them can be used; keep one and remove the others"
                        .formatted(name, places));
    }
}
