package roulette.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The plugins in a plugin directory, sorted by file name: each jar is one, and each folder. Dot files, README files and
 * texts ({@code .md}, {@code .txt}) are ignored; anything else is a warning.
 */
record PluginListing(List<PluginSource> sources, List<PluginProblem> problems) {
    static PluginListing of(Path directory) {
        List<PluginSource> sources = new ArrayList<>();
        List<PluginProblem> problems = new ArrayList<>();
        try {
            warnOfWriters(directory, problems);
            for (Path entry : visible(directory)) {
                if (Files.isDirectory(entry)) {
                    addFolder(entry, sources, problems);
                } else if (isJar(entry)) {
                    warnOfWriters(entry, problems);
                    sources.add(new PluginSource(entry, List.of(entry)));
                } else if (!isText(entry)) {
                    problems.add(PluginProblem.warning(
                            entry, "is neither a jar nor a folder of jars, and is ignored; move it elsewhere"));
                }
            }
        } catch (IOException e) {
            problems.add(new PluginProblem(
                    PluginProblem.Severity.ERROR,
                    directory,
                    Set.of(),
                    ("the plugin directory %s can't be listed: %s; create it and put the routers' jars into it, "
                                    + "or configure another directory")
                            .formatted(directory.toAbsolutePath(), Reasons.ofDirectory(e))));
        }
        return new PluginListing(List.copyOf(sources), List.copyOf(problems));
    }

    private static void addFolder(Path folder, List<PluginSource> sources, List<PluginProblem> problems) {
        try {
            List<Path> jars =
                    visible(folder).stream().filter(PluginListing::isJar).toList();
            if (jars.isEmpty()) {
                problems.add(PluginProblem.warning(
                        folder, "has no jar directly in it, and is ignored; put the plugin's jars there or remove it"));
            } else {
                warnOfWriters(folder, problems);
                for (Path jar : jars) {
                    warnOfWriters(jar, problems);
                }
                sources.add(new PluginSource(folder, jars));
            }
        } catch (IOException e) {
            problems.add(PluginProblem.error(folder, "the folder can't be listed: " + Reasons.ofDirectory(e)));
        }
    }

    private static void warnOfWriters(Path path, List<PluginProblem> problems) throws IOException {
        if (Files.exists(path)) {
            Writers.besidesTheOwnerOf(path)
                    .ifPresent(
                            others -> problems.add(
                                    PluginProblem.warning(
                                            path,
                                            others
                                                    + " may write to it, and so change the code that Roulette runs; remove that with chmod go-w")));
        }
    }

    /** The contents of a directory without dot files, sorted by file name. */
    private static List<Path> visible(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(entry -> !fileName(entry).startsWith("."))
                    .sorted(Comparator.comparing(PluginListing::fileName))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean isJar(Path file) {
        return fileName(file).toLowerCase(Locale.ROOT).endsWith(".jar");
    }

    private static boolean isText(Path file) {
        String name = fileName(file).toLowerCase(Locale.ROOT);
        return name.startsWith("readme") || name.endsWith(".md") || name.endsWith(".txt");
    }

    private static String fileName(Path path) {
        return String.valueOf(path.getFileName());
    }
}
