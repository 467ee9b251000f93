package roulette.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A place in the configuration: a key, a table or an element of an array.
 *
 * @param file the one it is in: the configuration file as given by the caller, or an included file relative to it
 * @param path from the top-level table, such as {@code listeners[0].bind}; empty for the file itself
 * @param name the path without indexes, as in a table header
 * @param where null if the file has no such key
 */
public record Place(
        Path file, String path, String name, @Nullable Position where) {
    private static final Pattern BARE = Pattern.compile("[A-Za-z0-9_-]+");

    static Place top(Path file) {
        return new Place(file, "", "", null);
    }

    Place key(String key, @Nullable Position at) {
        String quoted = BARE.matcher(key).matches()
                ? key
                : "\"" + key.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return path.isEmpty()
                ? new Place(file, quoted, quoted, at)
                : new Place(file, path + "." + quoted, name + "." + quoted, at);
    }

    Place element(int index, @Nullable Position at) {
        return new Place(file, path + "[" + index + "]", name, at);
    }

    /** The header of a table at this place: {@code [routers.parity]} or {@code [[listeners]]}. */
    String header() {
        return path.endsWith("]") ? "[[" + name + "]]" : "[" + name + "]";
    }

    /** The folder of the file, against which paths written at this place are resolved; absolute. */
    Path folder() {
        return file.toAbsolutePath().normalize().resolveSibling("");
    }

    /** The form {@code conf/roulette.toml:12:3}. */
    @Override
    public String toString() {
        return where == null ? file.toString() : file + ":" + where;
    }
}
