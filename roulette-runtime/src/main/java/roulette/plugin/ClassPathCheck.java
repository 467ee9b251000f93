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

/**
 * The manifest attribute {@code Class-Path} makes a class loader read further files. These would not have been checked,
 * so it may name only the plugin's own jars. Files that don't exist are harmless: the loader looks for them once, when
 * the plugin is loaded.
 */
final class ClassPathCheck {
    private ClassPathCheck() {}

    /** The existing files that a jar's {@code Class-Path} names, resolved as the class loader does. */
    static List<Path> of(Path jar, String attribute) {
        List<Path> files = new ArrayList<>();
        for (String entry : attribute.strip().split("\\s+")) {
            file(jar, entry).filter(Files::exists).ifPresent(files::add);
        }
        return List.copyOf(files);
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
