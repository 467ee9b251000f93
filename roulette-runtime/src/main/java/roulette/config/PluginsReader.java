package roulette.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code [plugins]}. */
final class PluginsReader {
    private static final String DIRECTORIES = "directories";

    private PluginsReader() {}

    /** The directories of plugins; by default one of the installation. */
    static List<Path> read(Table table, Problems problems, Path home) {
        List<Path> usual = List.of(home.resolve("plugins"));
        return table.has(DIRECTORIES) ? problems.attempt(() -> directories(table, problems), usual) : usual;
    }

    private static List<Path> directories(Table table, Problems problems) {
        List<Node> nodes = table.oneOrMore(DIRECTORIES, "a folder, or an array of folders such as [\"site-plugins\"]");
        if (nodes.isEmpty()) {
            throw table.mistake(
                    DIRECTORIES, "must name at least one folder; without this key it is plugins/ of the installation");
        }
        List<Path> directories = new ArrayList<>();
        for (Node node : nodes) {
            Kind<Path> kind = Kind.NAME.then(path -> directory(node.place(), path, directories));
            problems.attempt(() -> directories.add(node.as(kind)), false);
        }
        return directories;
    }

    private static Path directory(Place place, String path, List<Path> before) {
        Path directory = place.folder().resolve(path).normalize();
        if (before.contains(directory)) {
            throw new IllegalArgumentException("names " + directory + " a second time; remove one of the two");
        }
        return directory;
    }
}
