package roulette.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Judges one jar before any class of it is loaded.
 *
 * @param usable whether classes may be loaded from it
 * @param explainsNoRouters whether the problems say why no router is found in it
 * @param problems what a person has to know; not empty where it is not usable
 * @param classPath the files that its manifest leads to
 */
record JarCheck(boolean usable, boolean explainsNoRouters, List<PluginProblem> problems, List<Path> classPath) {
    /** @param running the version of the API that is running, where that is known */
    static JarCheck of(Path jar, Optional<ApiVersion> running) {
        try {
            return judge(jar, JarFacts.read(jar), running);
        } catch (IOException | RuntimeException e) {
            return new JarCheck(
                    false,
                    true,
                    List.of(PluginProblem.error(jar, "the jar can't be read: " + Reasons.ofJar(e))),
                    List.of());
        }
    }

    private static JarCheck judge(Path jar, JarFacts facts, Optional<ApiVersion> running) {
        List<PluginProblem> problems = new ArrayList<>();
        Optional<ApiVersion> wanted = facts.apiVersion().flatMap(ApiVersion::parse);
        if (facts.apiVersion().isPresent() && wanted.isEmpty()) {
            problems.add(PluginProblem.warning(
                    jar,
                    "its manifest says %s: %s, which is not a version such as 1.2, and is ignored"
                            .formatted(ApiVersion.ATTRIBUTE, facts.apiVersion().get())));
        }
        boolean served = wanted.isEmpty() || running.isEmpty() || running.get().serves(wanted.get());
        if (!served) {
            problems.add(PluginProblem.error(
                    jar,
                    ("was built for version %s of the Roulette API, and this is %s; use a build of the plugin "
                                    + "for %2$s, or the Roulette it was built for")
                            .formatted(wanted.get(), running.get())));
        }
        if (facts.bundlesApi()) {
            problems.add(PluginProblem.warning(
                    jar,
                    "has classes of roulette.api in it, which are ignored: Roulette's own are used; "
                            + "build the plugin without them (in Maven: scope provided)"));
        }
        if (!facts.moduleProviders().isEmpty()) {
            problems.add(PluginProblem.warning(
                    jar,
                    ("provides %s in its module-info only, where it is not looked for; add the file %s to the "
                                    + "jar, with these classes one a line")
                            .formatted(String.join(", ", facts.moduleProviders()), JarFacts.SERVICES)));
        }
        return new JarCheck(
                served,
                !served || !facts.moduleProviders().isEmpty(),
                List.copyOf(problems),
                facts.classPath()
                        .map(attribute -> ClassPathCheck.of(jar, attribute))
                        .orElse(List.of()));
    }
}
