package roulette.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * The location of one plugin.
 *
 * @param origin the jar, or the folder of jars
 * @param jars its jars, in the order in which they are searched for classes
 */
record PluginSource(Path origin, List<Path> jars) {
    PluginSource {
        jars = List.copyOf(jars);
    }

    /** The last part of the path, unique among the plugins. */
    String name() {
        return String.valueOf(origin.getFileName());
    }
}
