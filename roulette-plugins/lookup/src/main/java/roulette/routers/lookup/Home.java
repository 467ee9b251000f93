package roulette.routers.lookup;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Roulette's own directory, where relative paths start. */
record Home(Path directory) {
    static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty("roulette.home", "")).toAbsolutePath());
    }

    Path resolve(String path) {
        return directory.resolve(path);
    }

    /**
     * The same URL, where it is one of H2 with a path that begins with a dot: such a path starts here, too. Its folder is
     * made, since H2 tries that for many seconds where it can't; nobody else may look into it, since whoever reads the
     * files of H2 may do all that the database's user may.
     */
    String resolveUrl(String url) throws IOException {
        for (String prefix : new String[] {"jdbc:h2:file:", "jdbc:h2:"}) {
            if (url.startsWith(prefix + "./")) {
                String rest = url.substring(prefix.length() + 2);
                int settings = rest.indexOf(';');
                Path file = directory.resolve(settings < 0 ? rest : rest.substring(0, settings));
                makeFolder(file.resolveSibling(""));
                return "jdbc:h2:file:" + file + (settings < 0 ? "" : rest.substring(settings));
            }
        }
        return url;
    }

    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
            }
        }
        if (!Files.isWritable(folder)) {
            throw new AccessDeniedException(folder.toString());
        }
    }
}
