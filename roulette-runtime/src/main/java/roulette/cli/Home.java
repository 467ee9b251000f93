package roulette.cli;

import java.nio.file.Path;

/** The folder of the installation. The launcher passes it in the system property {@code roulette.home}. */
record Home(Path directory) {
    static Home ofThisProcess() {
        return new Home(Path.of(System.getProperty("roulette.home", "")));
    }

    Path configuration() {
        return directory.resolve("conf").resolve("roulette.toml");
    }

    Path plugins() {
        return directory.resolve("plugins");
    }

    Path libraries() {
        return directory.resolve("lib");
    }

    Path launcher() {
        return directory.resolve("bin").resolve("roulette");
    }

    /** Where the launcher looks for a class cache recorded on this machine. */
    Path recordedCache() {
        return cacheDirectory().resolve("roulette.aot");
    }

    Path cacheDirectory() {
        return directory.resolve("cache");
    }

    /** Where the control sockets of running proxies are. */
    Path runFolder() {
        String set = System.getenv("ROULETTE_RUN");
        return set == null || set.isEmpty() ? directory.resolve("run") : Path.of(set);
    }

    /** The class cache that comes with the Java of the installation; it takes precedence. */
    Path bundledCache() {
        return directory.resolve("runtime").resolve("lib").resolve("roulette.aot");
    }
}
