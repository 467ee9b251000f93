package roulette.config;

import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The location of a problem: a key, a table or an element of an array.
 *
 * @param file as given by the caller
 * @param path from the top-level table, such as {@code listeners[0].bind}; empty for the file itself
 * @param name the path without indexes, as in a table header
 * @param where null if the file has no such key
 */
record Place(Path file, String path, String name, @Nullable Position where) {
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
}
