package roulette.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * Where one plugin lies.
 *
 * @param origin the jar, or the folder of jars
 * @param jars its jars, in the order in which classes are looked for
 */
record PluginSource(Path origin, List<Path> jars) {
    PluginSource {
        jars = List.copyOf(jars);
    }

    /** The last part of the path, which names the plugin among the others. */
    String name() {
        return String.valueOf(origin.getFileName());
    }
}
