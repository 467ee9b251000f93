package roulette.routers.lookup;

import java.nio.file.Path;

/** Roulette's own directory, where relative paths start. */
record Home(Path directory) {
    static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty("roulette.home", "")).toAbsolutePath());
    }

    Path resolve(String path) {
        return directory.resolve(path);
    }

    /** The same URL, where it is one of H2 with a path that begins with a dot: such a path starts here, too. */
    String resolveUrl(String url) {
        for (String prefix : new String[] {"jdbc:h2:file:", "jdbc:h2:"}) {
            if (url.startsWith(prefix + "./")) {
                return "jdbc:h2:file:" + directory + "/" + url.substring(prefix.length() + 2);
            }
        }
        return url;
    }
}
