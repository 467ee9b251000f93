package roulette;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds which classes depend on each other in a circle: the strongly connected components of their dependencies, by
 * Tarjan's algorithm. A nested class counts as the class that it is nested in.
 */
final class Cycles {
    private final Map<String, Set<String>> dependencies = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> lowest = new HashMap<>();
    private final Deque<String> open = new ArrayDeque<>();
    private final List<Set<String>> found = new ArrayList<>();

    private Cycles() {}

    /** Each cycle as the simple names of its classes. */
    static List<Set<String>> of(Iterable<JavaClass> classes) {
        Cycles cycles = new Cycles();
        for (JavaClass each : classes) {
            Set<String> targets = cycles.dependencies.computeIfAbsent(outermost(each), name -> new HashSet<>());
            each.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> outermost(dependency.getTargetClass()))
                    .filter(target -> target.startsWith("roulette."))
                    .forEach(targets::add);
        }
        for (String name : List.copyOf(cycles.dependencies.keySet())) {
            if (!cycles.numbers.containsKey(name)) {
                cycles.visit(name);
            }
        }
        return cycles.found;
    }

    private static String outermost(JavaClass any) {
        JavaClass outer = any;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer.getName();
    }

    private void visit(String name) {
        numbers.put(name, numbers.size());
        lowest.put(name, numbers.get(name));
        open.push(name);
        for (String target : dependencies.getOrDefault(name, Set.of())) {
            if (!numbers.containsKey(target)) {
                visit(target);
                lowest.merge(name, lowest.getOrDefault(target, 0), Math::min);
            } else if (open.contains(target)) {
                lowest.merge(name, numbers.get(target), Math::min);
            }
        }
        if (numbers.get(name).equals(lowest.get(name))) {
            Set<String> cycle = new TreeSet<>();
            String member;
            do {
                member = open.pop();
                cycle.add(member.substring(member.lastIndexOf('.') + 1));
            } while (!member.equals(name));
            if (cycle.size() > 1) {
                found.add(cycle);
            }
        }
    }
}
