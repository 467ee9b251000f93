package roulette.config;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import roulette.api.Target;

/**
 * The routers and targets that a router has read from its settings, each with the first place of it; and the problems
 * beside the one that it was told. For one thread.
 */
final class Mentions {
    final Map<String, Place> routers = new LinkedHashMap<>();
    final Map<Target, Place> targets = new LinkedHashMap<>();
    final Set<Problem> further = new LinkedHashSet<>();

    String router(String name, Place place) {
        routers.putIfAbsent(name, place);
        return name;
    }

    Target target(Target target, Place place) {
        targets.putIfAbsent(target, place);
        return target;
    }

    List<Target> targets(List<Target> all, Place place) {
        all.forEach(target -> target(target, place));
        return all;
    }
}
