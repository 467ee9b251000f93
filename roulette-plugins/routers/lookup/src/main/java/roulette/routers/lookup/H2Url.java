package roulette.routers.lookup;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The URL of an H2 database whose files this process opens itself: {@code jdbc:h2:file:PATH;KEY=VALUE;...}.
 *
 * @param file the database's path, to which H2 appends {@code .mv.db}
 * @param settings as in the URL, each preceded by a semicolon
 */
record H2Url(Path file, String settings) {
    private static final String H2 = "jdbc:h2:";
    private static final List<String> SERVERS = List.of("tcp:", "ssl:");
    private static final List<String> OFF = List.of("", "0", "f", "false", "n", "no");

    /**
     * Parses a URL; empty for another database, a server, or an in-memory database.
     *
     * @param folder the start of paths that begin with {@code ./} or {@code ../}
     * @throws IllegalArgumentException with a message for people
     */
    static Optional<H2Url> embedded(String url, Path folder) {
        if (!url.startsWith(H2)) {
            return Optional.empty();
        }
        int end = url.indexOf(';');
        String name = url.substring(H2.length(), end < 0 ? url.length() : end);
        if (name.equals(".") || name.startsWith("mem:") || SERVERS.stream().anyMatch(name::startsWith)) {
            return Optional.empty();
        }
        H2Url embedded = new H2Url(path(name, folder), end < 0 ? "" : url.substring(end));
        embedded.refuseUnnamedPorts();
        return Optional.of(embedded);
    }

    /** H2 has other kinds of files with further prefixes, such as {@code split:} and {@code zip:}. */
    private static Path path(String name, Path folder) {
        String text = name.startsWith("file:") ? name.substring("file:".length()) : name;
        try {
            Path path = text.startsWith("./") || text.startsWith("../")
                    ? folder.resolve(text)
                    : text.startsWith("~/")
                            ? Path.of(System.getProperty("user.home"), text.substring(2))
                            : Path.of(text);
            if (!text.endsWith("/") && path.isAbsolute() && path.getNameCount() > 1) {
                return path.normalize();
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("has an invalid path: " + e.getMessage(), e);
        }
        throw new IllegalArgumentException(
                "must have a path to a file in a folder, as in jdbc:h2:file:../data/routes, ~/routing/routes"
                        + " or /srv/routing/routes, so that Roulette can tell who else may reach the file");
    }

    private void refuseUnnamedPorts() {
        if (value("FILE_LOCK").equalsIgnoreCase("SOCKET")) {
            throw new IllegalArgumentException(
                    "opens a port that has no number in the configuration: leave FILE_LOCK=SOCKET out");
        } else if (isServer() && !value("AUTO_SERVER_PORT").matches("0*[1-9][0-9]*")) {
            throw new IllegalArgumentException(
                    "opens a port that has no number in the configuration: write AUTO_SERVER_PORT=9092 or another"
                            + " number beside AUTO_SERVER=TRUE, or leave both out");
        }
    }

    /** Whether other processes can use the database through a port of this process. */
    boolean isServer() {
        return !OFF.contains(value("AUTO_SERVER").toLowerCase(Locale.ROOT));
    }

    /** Whether H2 creates a missing database. */
    boolean mayBeMade() {
        return OFF.contains(value("IFEXISTS").toLowerCase(Locale.ROOT));
    }

    private String value(String key) {
        Map<String, String> values = new HashMap<>();
        for (String setting : settings.split(";", -1)) {
            int equals = setting.indexOf('=');
            if (equals > 0) {
                values.put(
                        setting.substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        setting.substring(equals + 1).strip());
            }
        }
        return values.getOrDefault(key, "");
    }

    Path folder() {
        return file.resolveSibling("");
    }

    /** The same database with another path to its folder. */
    H2Url in(Path folder) {
        return new H2Url(folder.resolve(file.getFileName()), settings);
    }

    String text() {
        return H2 + "file:" + file + settings;
    }
}
