package roulette.plugin;

import java.net.MalformedURLException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The manifest attribute {@code Class-Path} makes a class loader read further files. These would not have been checked,
 * so it may name only the plugin's own jars. The loader ignores files that don't exist. In a library that is usual; for a
 * jar with routers there is a warning, because these may lack classes when they are called.
 */
final class ClassPathCheck {
    private ClassPathCheck() {}

    /** The existing files that a jar's {@code Class-Path} names, resolved as the class loader does. */
    static List<Path> existing(Path jar, String attribute) {
        return files(jar, attribute).filter(Files::exists).toList();
    }

    /** The jars that a jar's {@code Class-Path} names and that don't exist. */
    static List<Path> missing(Path jar, String attribute) {
        return files(jar, attribute)
                .filter(file -> file.toString().endsWith(".jar") && Files.notExists(file))
                .toList();
    }

    /**
     * A warning for a jar whose {@code Class-Path} names missing jars, unless the plugin has jars of the same names
     * elsewhere.
     *
     * @param own the jars of the plugin
     */
    static Optional<PluginProblem> absence(Path jar, List<Path> missing, List<Path> own) {
        List<String> names = missing.stream()
                .filter(file -> own.stream().noneMatch(there -> there.endsWith(String.valueOf(file.getFileName()))))
                .map(Path::toString)
                .toList();
        return names.isEmpty()
                ? Optional.empty()
                : Optional.of(PluginProblem.warning(
                        jar,
                        ("the Class-Path of its manifest names %s, which does not exist; if its routers need that, "
                                        + "put it beside the jar in a folder such as plugins/NAME/, else build the jar "
                                        + "without Class-Path")
                                .formatted(String.join(", ", names))));
    }

    private static Stream<Path> files(Path jar, String attribute) {
        return Stream.of(attribute.strip().split("\\s+")).flatMap(entry -> file(jar, entry).stream());
    }

    private static Optional<Path> file(Path jar, String entry) {
        try {
            URL url = resolve(jar, entry);
            return "file".equalsIgnoreCase(url.getProtocol()) ? Optional.of(Path.of(url.toURI())) : Optional.empty();
        } catch (MalformedURLException
                | URISyntaxException
                | IllegalArgumentException
                | FileSystemNotFoundException e) {
            // The class loader can't use it either.
            return Optional.empty();
        }
    }

    @SuppressWarnings("deprecation") // as the class loader does it
    private static URL resolve(Path jar, String entry) throws MalformedURLException {
        return new URL(jar.toUri().toURL(), entry);
    }

    /**
     * Removes the jars that name other files than these jars, with a problem for each.
     *
     * @param jars with the files that they name
     */
    static List<PluginProblem> removeJarsThatNameOthers(Map<Path, List<Path>> jars) {
        List<PluginProblem> problems = new ArrayList<>();
        boolean more = true;
        while (more) {
            // A jar that is removed now may no longer be named by the others.
            more = jars.entrySet().removeIf(jar -> {
                Optional<Path> elsewhere = jar.getValue().stream()
                        .filter(file -> jars.keySet().stream().noneMatch(own -> isSame(own, file)))
                        .findFirst();
                elsewhere.ifPresent(file -> problems.add(problem(jar.getKey(), file)));
                return elsewhere.isPresent();
            });
        }
        return problems;
    }

    private static boolean isSame(Path own, Path file) {
        return own.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize());
    }

    private static PluginProblem problem(Path jar, Path file) {
        return PluginProblem.error(
                jar,
                ("the Class-Path of its manifest names %s, which is not a usable jar of this plugin, so the jar is "
                                + "not used; put both into one folder, such as plugins/NAME/, or build the jar without "
                                + "Class-Path")
                        .formatted(file));
    }
}
