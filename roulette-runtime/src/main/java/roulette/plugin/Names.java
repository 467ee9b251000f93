package roulette.plugin;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Routers told apart by name. A name that two of them claim belongs to neither, for which one answers must not depend
 * on the order of files.
 *
 * @param routers those that have a name of their own, sorted by it
 * @param problems one for each name that several claim
 */
record Names(List<FoundRouter> routers, List<PluginProblem> problems) {
    static Names of(List<FoundRouter> found) {
        List<FoundRouter> routers = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        found.stream()
                .collect(Collectors.groupingBy(FoundRouter::name, TreeMap::new, Collectors.toList()))
                .forEach((name, claimants) -> {
                    if (claimants.size() == 1) {
                        routers.addAll(claimants);
                    } else {
                        problems.add(conflict(name, claimants));
                    }
                });
        routers.sort(Comparator.comparing(FoundRouter::name));
        return new Names(List.copyOf(routers), List.copyOf(problems));
    }

    private static PluginProblem conflict(String name, List<FoundRouter> claimants) {
        String places = claimants.stream()
                .map(router ->
                        "%s (%s)".formatted(router.origin(), router.type().getName()))
                .collect(Collectors.joining(" and "));
        return new PluginProblem(
                PluginProblem.Severity.ERROR,
                claimants.getFirst().origin(),
                Set.of(name),
                "router \"%s\" is in %s, so none of them can be used; keep one and remove the others"
                        .formatted(name, places));
    }
}
