package roulette.config;

import java.nio.file.Path;
import java.time.Duration;
import roulette.api.Environment;
import roulette.options.Limits;
import roulette.options.Timeouts;

/** What every router may know of the configuration around its own table. */
public record RouterEnvironment(
        Path configurationFolder,
        Path dataFolder,
        Duration routingTimeout,
        Duration connectTimeout,
        int openingLimit,
        int callLimit)
        implements Environment {
    private static final String DATA = "data";

    static RouterEnvironment of(Path file, Path home, Timeouts timeouts, Limits limits) {
        return new RouterEnvironment(
                Place.top(file).folder(),
                home.toAbsolutePath().normalize().resolve(DATA),
                timeouts.routing(),
                timeouts.connect(),
                limits.opening(),
                limits.calls());
    }

    /** The same for a router whose table is in a file of this folder. */
    RouterEnvironment in(Path folder) {
        return new RouterEnvironment(folder, dataFolder, routingTimeout, connectTimeout, openingLimit, callLimit);
    }

    /** That of a configuration file in this folder, with the usual time-outs and limits: for tests of routers. */
    public static RouterEnvironment usual(Path folder) {
        Problems problems = new Problems();
        Path file = folder.resolve("roulette.toml");
        Table none = Table.missing(Place.top(file));
        return of(file, folder, TimeoutsReader.read(none, problems), LimitsReader.read(none, problems));
    }
}
