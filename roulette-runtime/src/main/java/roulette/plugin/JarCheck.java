package roulette.plugin;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks one jar before any of its classes is loaded.
 *
 * @param usable whether classes may be loaded from it
 * @param explainsNoRouters whether the problems explain why it has no router
 * @param problems problems to report; not empty if it is not usable
 * @param classPath the files that its manifest's {@code Class-Path} names
 * @param missing the jars that a jar with routers names there and that don't exist
 */
record JarCheck(
        boolean usable,
        boolean explainsNoRouters,
        List<PluginProblem> problems,
        List<Path> classPath,
        List<Path> missing) {
    /** @param running the version of the API that is running, if known */
    static JarCheck of(Path jar, Optional<ApiVersion> running) {
        try {
            return check(jar, JarFacts.read(jar), running);
        } catch (IOException | RuntimeException e) {
            return new JarCheck(
                    false,
                    true,
                    List.of(PluginProblem.error(jar, "the jar can't be read: " + Reasons.ofJar(e))),
                    List.of(),
                    List.of());
        }
    }

    private static JarCheck check(Path jar, JarFacts facts, Optional<ApiVersion> running) {
        List<PluginProblem> problems = new ArrayList<>();
        if (facts.listsRouters() && facts.apiVersion().isEmpty() && running.isPresent()) {
            problems.add(PluginProblem.warning(
                    jar,
                    "its manifest does not have the version of the Roulette API that it was built for; add the line "
                            + ApiVersion.ATTRIBUTE + ": " + running.get()));
        }
        Optional<ApiVersion> wanted = facts.apiVersion().flatMap(ApiVersion::parse);
        if (facts.apiVersion().isPresent() && wanted.isEmpty()) {
            problems.add(PluginProblem.warning(
                    jar,
                    "its manifest has %s: %s, which is not a version such as 1.2 and is ignored"
                            .formatted(ApiVersion.ATTRIBUTE, facts.apiVersion().get())));
        }
        boolean served = wanted.isEmpty() || running.isEmpty() || running.get().serves(wanted.get());
        if (!served) {
            problems.add(PluginProblem.error(
                    jar,
                    "was built for Roulette %s, and this is %s; use Roulette %1$s or a later %d.x, or a build of the plugin for %2$s"
                            .formatted(wanted.get(), running.get(), wanted.get().major())));
        }
        if (facts.bundlesApi()) {
            problems.add(PluginProblem.warning(
                    jar,
                    "contains classes of roulette.api, which are ignored: Roulette's own are used; "
                            + "build the plugin without them (in Maven: scope provided)"));
        }
        if (!facts.moduleProviders().isEmpty()) {
            problems.add(PluginProblem.warning(
                    jar,
                    ("provides %s in its module-info only, which is not read; add the file %s to the "
                                    + "jar, with one of these classes per line")
                            .formatted(String.join(", ", facts.moduleProviders()), JarFacts.SERVICES)));
        }
        return new JarCheck(
                served,
                !served || !facts.moduleProviders().isEmpty(),
                List.copyOf(problems),
                facts.classPath()
                        .map(attribute -> ClassPathCheck.existing(jar, attribute))
                        .orElse(List.of()),
                facts.classPath()
                        .filter(attribute -> facts.listsRouters())
                        .map(attribute -> ClassPathCheck.missing(jar, attribute))
                        .orElse(List.of()));
    }
}
