package roulette.routers.lookup;

import java.nio.file.Path;

/** Roulette's home directory, the base of relative paths. */
record Home(Path directory) {
    static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty("roulette.home", "")).toAbsolutePath());
    }

    Path resolve(String path) {
        return directory.resolve(path);
    }
}
